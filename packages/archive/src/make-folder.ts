import { join } from 'node:path'
import type { Archive } from './archive.ts'
import { writeFailure } from './replace-file.ts'

/** Makes a folder below the archive, and the archive itself, for their owner alone. Throws `write_failed`. */
export function makeFolder(archive: Archive, folder: string): string {
  const path = join(archive.directory, folder)
  try {
    archive.fs.mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw writeFailure(path, cause)
  }
  return path
}
