import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import type { SessionUsage } from '@ses/pricing'
import type { CachedFile, FileStamp } from '@ses/store'
import { type PackedRows, packRows } from './pack-rows.ts'
import { readUsage } from './read-usage.ts'
import { isRacy, stampOf } from './stamp-file.ts'

/** A file as it was read. */
export interface PlainReading {
  readonly cached: CachedFile<PackedRows>
  /** Absent when its rows did not have to be read: a file with the digest of before is the same. */
  readonly sessions?: readonly SessionUsage[]
}

/** Reads the usage of one transcript that is one file. Throws the file system's own error. */
export function readPlainFile(path: string, before: CachedFile<PackedRows> | undefined): PlainReading {
  const { bytes, stamp, at } = readBytes(path)
  const racy = isRacy(stamp, at)
  const digest = racy || before?.digest !== undefined ? digestOf(bytes) : undefined
  const kept = racy && digest !== undefined ? { digest } : {}
  if (before !== undefined && digest !== undefined && before.digest === digest) {
    return { cached: { path, stamp, ...kept, rows: before.rows } }
  }
  const sessions = readUsage(bytes, path)
  return { cached: { path, stamp, ...kept, rows: packRows(sessions) }, sessions }
}

const LEAST_SPACE = 4 << 20

/** One buffer for all files, grown as needed: a new one for each would keep the collector busy. */
let space: Buffer = Buffer.alloc(0)

/**
 * A file's content as of one moment: what is appended while it is read is left for the next time. The bytes hold until the next call.
 */
function readBytes(path: string): { readonly bytes: Buffer; readonly stamp: FileStamp; readonly at: number } {
  const file = openSync(path, 'r')
  try {
    const at = Date.now()
    const stat = fstatSync(file)
    if (space.length < stat.size) space = Buffer.allocUnsafeSlow(Math.max(stat.size, LEAST_SPACE))
    let length = 0
    while (length < stat.size) {
      const got = readSync(file, space, length, stat.size - length, length)
      if (got === 0) break
      length += got
    }
    return { bytes: space.subarray(0, length), stamp: stampOf(stat), at }
  } finally {
    closeSync(file)
  }
}

/** SHA-256. */
function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
