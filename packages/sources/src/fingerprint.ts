import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { isBinary } from './is-binary.ts'

/** Tells whether a file is still the one seen before, without reading all of it. */
export interface Fingerprint {
  /** Bytes. */
  readonly size: number
  /** Time of the last change, epoch milliseconds with fractions. */
  readonly mtimeMs: number
  /** SHA-256 over the first and the last 16 KiB, 64 hex digits. */
  readonly hash: string
}

/** A file as far as its two ends tell. */
export interface FileGlance {
  readonly fingerprint: Fingerprint
  /** True for files that cannot be a transcript in text form. */
  readonly binary: boolean
}

const END_BYTES = 16 * 1024

/** Reads both ends of a file. Throws the file system's own error. */
export async function glanceAtFile(path: string): Promise<FileGlance> {
  const file = await open(path, 'r')
  try {
    const { size, mtimeMs } = await file.stat()
    const head = await readAt(file, 0, Math.min(size, END_BYTES))
    const tailStart = Math.max(head.length, size - END_BYTES)
    const tail = await readAt(file, tailStart, Math.max(0, size - tailStart))
    const hash = createHash('sha256').update(head).update(tail).digest('hex')
    return { fingerprint: { size, mtimeMs, hash }, binary: isBinary(head) }
  } finally {
    await file.close()
  }
}

/** True when all three parts agree: a file rewritten in place with the same length has another time. */
export function sameFingerprint(a: Fingerprint, b: Fingerprint): boolean {
  return a.size === b.size && a.mtimeMs === b.mtimeMs && a.hash === b.hash
}

/** One fingerprint for a transcript and the files that belong to it, in order. */
export function combineFingerprints(parts: readonly [Fingerprint, ...Fingerprint[]]): Fingerprint {
  const [first, ...rest] = parts
  if (rest.length === 0) return first
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.size} ${part.mtimeMs} ${part.hash}\n`)
  return {
    size: parts.reduce((sum, part) => sum + part.size, 0),
    mtimeMs: parts.reduce((latest, part) => Math.max(latest, part.mtimeMs), 0),
    hash: hash.digest('hex'),
  }
}

async function readAt(file: FileHandle, start: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length)
  let at = 0
  while (at < length) {
    const { bytesRead } = await file.read(bytes, at, length - at, start + at)
    if (bytesRead === 0) break
    at += bytesRead
  }
  return bytes.subarray(0, at)
}
