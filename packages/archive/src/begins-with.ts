import { createHash } from 'node:crypto'
import type { Archive } from './archive.ts'
import type { SoundFile } from './archive-file.ts'
import type { TextDigest } from './archived-part.ts'
import { readBytes } from './read-text.ts'

/** Whether the text of a file begins with the text that has that digest. A file that is damaged does not. */
export async function beginsWith(archive: Archive, file: SoundFile, { bytes, sha256 }: TextDigest): Promise<boolean> {
  if (bytes > file.part.content.bytes) return false
  const hash = createHash('sha256')
  let left = bytes
  try {
    for await (const chunk of readBytes(archive, file)) {
      hash.update(chunk.subarray(0, left))
      left -= Math.min(left, chunk.length)
      if (left === 0) break
    }
  } catch {
    return false
  }
  return left === 0 && hash.digest('hex') === sha256
}
