import { join } from 'node:path'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { type Masked, SesError } from '@ses/model'
import type { Archive } from './archive.ts'
import type { SoundFile } from './archive-file.ts'
import { type ArchiveFs, codeOf } from './archive-fs.ts'

/** Some lines of an archive at once. */
export interface LineBlock {
  /** Whole lines with their ends, or a part of a very long one. */
  readonly text: Masked
  /** Number of the first, from 1. */
  readonly firstLine: number
}

const CHUNK = 1 << 18
const MAX_LINE_BYTES = 64 << 20
const NEWLINE = 10

/** The bytes of an archived text, in bounded memory. Throws `unreadable` with `data.reason` `damaged` when it is not whole. */
export async function* readBytes(archive: Archive, { file, part }: SoundFile): AsyncGenerator<Buffer> {
  const path = join(archive.directory, file)
  const gunzip = createGunzip({ chunkSize: CHUNK })
  pipeline(Readable.from(compressedChunks(archive.fs, path)), gunzip, () => {})
  let total = 0
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      total += chunk.length
      yield chunk
    }
  } catch (cause) {
    if (cause instanceof SesError) throw cause
    throw damage(path, codeOf(cause) ?? 'unknown', cause)
  }
  // A file that is cut between two members, or damaged in a member's head, ends too early without an error.
  if (total !== part.content.bytes) throw damage(path, 'length')
}

/** The text of an archive in blocks of whole lines; a line longer than `maxLineBytes` comes in parts. Throws as `readBytes`. */
export async function* readLines(
  archive: Archive,
  file: SoundFile,
  maxLineBytes: number = MAX_LINE_BYTES,
): AsyncGenerator<LineBlock> {
  let open: Buffer[] = []
  let bytes = 0
  let firstLine = 1
  for await (const chunk of readBytes(archive, file)) {
    let cut = chunk.lastIndexOf(NEWLINE) + 1
    if (cut === 0 && bytes + chunk.length > maxLineBytes) cut = characterStart(chunk, chunk.length)
    open.push(chunk.subarray(0, cut))
    bytes += cut
    if (cut === 0) {
      open.push(chunk)
      bytes += chunk.length
      continue
    }
    const text = Buffer.concat(open).toString('utf8') as Masked
    yield { text, firstLine }
    firstLine += countLines(text)
    open = cut < chunk.length ? [chunk.subarray(cut)] : []
    bytes = chunk.length - cut
  }
  if (bytes > 0) yield { text: Buffer.concat(open).toString('utf8') as Masked, firstLine }
}

/** The last place at or before `at` where a character of UTF-8 starts. */
function characterStart(bytes: Uint8Array, at: number): number {
  let start = at - 1
  while (start > 0 && at - start < 4 && ((bytes[start] as number) & 0xc0) === 0x80) start -= 1
  return (bytes[start] as number) < 0x80 ? at : start
}

/** Number of line ends in a text, up to an offset. */
export function countLines(text: string, end: number = text.length): number {
  let lines = 0
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}

/** Whether an error says that a file's content is damaged, as against that it cannot be read at all. */
export function isDamage(error: unknown): error is SesError {
  return error instanceof SesError && error.data['damaged'] === true
}

function damage(path: string, reason: string, cause?: unknown): SesError {
  return new SesError('unreadable', `${path} is damaged (${reason})`, { data: { path, reason, damaged: true }, cause })
}

function* compressedChunks(fs: ArchiveFs, path: string): Generator<Buffer> {
  const file = fs.openSync(path, 'r')
  try {
    for (;;) {
      const bytes = Buffer.allocUnsafe(CHUNK)
      const read = fs.readSync(file, bytes, 0, CHUNK, null)
      if (read === 0) return
      yield bytes.subarray(0, read)
    }
  } finally {
    fs.closeSync(file)
  }
}
