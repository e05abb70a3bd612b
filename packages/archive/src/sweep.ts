import { join } from 'node:path'
import type { Archive } from './archive.ts'
import { foldersOf, namesIn, roleOf } from './archive-file.ts'
import { removeQuietly } from './replace-file.ts'

/** A writer touches its temporary file at every block: one as old as this has none any more. */
const ABANDONED_MS = 3_600_000

/** Removes what writes that were cut short left in a folder. Never throws; returns the files it removed. */
export function sweepFolder(archive: Archive, folder: string): string[] {
  const swept: string[] = []
  try {
    for (const name of namesIn(archive, folder)) {
      if (roleOf(name) !== 'temporary') continue
      const path = join(archive.directory, folder, name)
      if (archive.now() - archive.fs.statSync(path).mtimeMs < ABANDONED_MS) continue
      removeQuietly(archive.fs, path)
      swept.push(`${folder}/${name}`)
    }
  } catch {
    // What cannot be swept now is swept later.
  }
  return swept
}

/** Removes them everywhere. Never throws; returns the files it removed. */
export function sweepArchive(archive: Archive): string[] {
  try {
    return foldersOf(archive).flatMap((folder) => sweepFolder(archive, folder))
  } catch {
    return []
  }
}
