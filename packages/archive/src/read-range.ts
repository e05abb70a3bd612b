import type { ArchiveFs } from './archive-fs.ts'

/** Bytes of an open file from `start`; fewer than asked for when the file ends before. */
export function readRange(fs: ArchiveFs, file: number, start: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  let at = 0
  while (at < length) {
    const read = fs.readSync(file, bytes, at, length - at, start + at)
    if (read === 0) break
    at += read
  }
  return bytes.subarray(0, at)
}
