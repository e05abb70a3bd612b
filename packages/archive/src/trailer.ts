import { crc32 } from 'node:zlib'
import type { ArchiveFs } from './archive-fs.ts'
import { type ArchivedPart, isArchivedPart } from './archived-part.ts'
import { readRange } from './read-range.ts'

/*
 * The last member of an archive is a gzip member without content whose comment (RFC 1952, FCOMMENT) holds the facts as JSON, a CRC-32
 * of that JSON and its length. Any gunzip passes over it; one rename commits text and facts together.
 */
const HEAD = Uint8Array.of(0x1f, 0x8b, 8, 0x10, 0, 0, 0, 0, 0, 0xff)
/** End of the comment, an empty block, its CRC-32 and length. */
const TAIL = Uint8Array.of(0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0)
const SEAL = 16
const GLANCE = 8192

/** The member that ends an archive. */
export function encodeTrailer(part: ArchivedPart): Uint8Array {
  // A comment is Latin-1 and ends at the first NUL.
  const json = JSON.stringify(part).replace(
    /[^\x20-\x7e]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return Buffer.concat([HEAD, Buffer.from(json + seal(json), 'latin1'), TAIL])
}

/** The facts at the end of an open archive of `size` bytes; undefined when the file does not end as an archive does. */
export function readTrailer(fs: ArchiveFs, file: number, size: number): ArchivedPart | undefined {
  let bytes = readRange(fs, file, Math.max(0, size - GLANCE), Math.min(size, GLANCE))
  const end = bytes.length - TAIL.length
  if (end < SEAL || Buffer.compare(bytes.subarray(end), TAIL) !== 0) return undefined
  const told = bytes.toString('latin1', end - SEAL, end)
  const length = Number.parseInt(told.slice(8), 16)
  const whole = HEAD.length + length + SEAL + TAIL.length
  if (!(whole <= size)) return undefined
  if (whole > bytes.length) bytes = readRange(fs, file, size - whole, whole)
  const json = bytes.toString('latin1', bytes.length - whole + HEAD.length, bytes.length - TAIL.length - SEAL)
  if (seal(json) !== told) return undefined
  return partIn(json)
}

function partIn(json: string): ArchivedPart | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return isArchivedPart(value) ? value : undefined
  } catch {
    return undefined
  }
}

function seal(json: string): string {
  return hex(crc32(json)) + hex(json.length)
}

function hex(number: number): string {
  return number.toString(16).padStart(8, '0')
}
