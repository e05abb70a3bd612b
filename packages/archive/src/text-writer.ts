import { createHash, type Hash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Masked } from '@ses/model'
import type { ArchiveFs } from './archive-fs.ts'
import type { Receipt, TextDigest } from './archived-part.ts'
import { createEncodedCounter } from './not-scanned.ts'

/** What a whole text turned out to be. */
export interface WrittenText {
  readonly content: TextDigest & { readonly lines: number }
  readonly complete: TextDigest
  readonly notScanned: Pick<Receipt, 'images' | 'encoded'>
  /** Whether the text begins with what `begins` says. */
  readonly extendsEarlier: boolean
}

const compress = promisify(gzip)

/** Level 1: on real transcripts it makes them a quarter as long; level 3 saves 5 % more and takes a quarter longer. */
const LEVEL = 1
/** A smaller one costs more calls, a larger one more memory: 1 MiB packs 1 % smaller than a quarter of it, in a tenth less time. */
const BLOCK = 1 << 20
/** Blocks compressed at the same time, off the main thread. */
const PARALLEL = 4
const NEWLINE = 10
/** Bytes that a unit of UTF-16 takes at most in UTF-8. */
const MAX_UNIT = 3

/**
 * Writes masked text to an open file as gzip members of a mebibyte each. Holds a few blocks at a time, however long the text
 * is. `begins`: digest of an earlier state, to be compared with the start of this one.
 */
export async function writeText(
  fs: ArchiveFs,
  file: number,
  text: Iterable<Masked> | AsyncIterable<Masked>,
  begins?: TextDigest,
): Promise<WrittenText> {
  const digest = createDigest(begins)
  const encoded = createEncodedCounter()
  const running: Promise<Uint8Array>[] = []
  const settle = async (left: number): Promise<void> => {
    while (running.length > left) writeAll(fs, file, (await running.shift()) as Uint8Array)
  }
  let scratch = Buffer.alloc(0)
  const flush = async (piece: string): Promise<void> => {
    // In one pass: `Buffer.from` first counts the bytes.
    if (scratch.length < piece.length * MAX_UNIT) scratch = Buffer.allocUnsafe(piece.length * MAX_UNIT)
    const bytes = Buffer.from(scratch.subarray(0, scratch.write(piece)))
    digest.add(bytes)
    encoded.add(bytes)
    for (let at = 0; at < bytes.length; at += BLOCK) {
      await settle(PARALLEL - 1)
      const block = compress(bytes.subarray(at, at + BLOCK), { level: LEVEL, chunkSize: BLOCK / 2 })
      // Awaited in order; until then a failure must not count as unhandled.
      block.catch(() => {})
      running.push(block)
    }
  }
  let pending = ''
  for await (const piece of text) {
    pending += piece
    if (pending.length < BLOCK) continue
    await flush(pending)
    pending = ''
  }
  if (pending !== '') await flush(pending)
  await settle(0)
  return { ...digest.end(), notScanned: encoded.counts() }
}

/** Writes every byte: a full disk may take fewer than it is given. */
export function writeAll(fs: ArchiveFs, file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += fs.writeSync(file, bytes, at)
}

function createDigest(begins: TextDigest | undefined): {
  readonly add: (bytes: Uint8Array) => void
  readonly end: () => Omit<WrittenText, 'notScanned'>
} {
  const whole = createHash('sha256')
  let total = 0
  let lines = 0
  let endsInLine = false
  let complete: { bytes: number; hash: Hash } = { bytes: 0, hash: whole.copy() }
  let extendsEarlier = begins?.bytes === 0
  const update = (bytes: Uint8Array): void => {
    const left = (begins?.bytes ?? 0) - total
    if (begins !== undefined && left > 0 && left <= bytes.length) {
      whole.update(bytes.subarray(0, left))
      extendsEarlier = whole.copy().digest('hex') === begins.sha256
      whole.update(bytes.subarray(left))
    } else whole.update(bytes)
    total += bytes.length
  }
  return {
    add: (bytes) => {
      if (bytes.length === 0) return
      const cut = bytes.lastIndexOf(NEWLINE) + 1
      if (cut > 0) {
        update(bytes.subarray(0, cut))
        complete = { bytes: total, hash: whole.copy() }
        for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) lines += 1
      }
      if (cut < bytes.length) update(bytes.subarray(cut))
      endsInLine = cut < bytes.length
    },
    end: () => ({
      content: { bytes: total, lines: lines + (endsInLine ? 1 : 0), sha256: whole.digest('hex') },
      complete: { bytes: complete.bytes, sha256: complete.hash.digest('hex') },
      extendsEarlier,
    }),
  }
}
