import { join } from 'node:path'
import { SesError } from '@ses/model'
import type { Archive } from './archive.ts'
import { codeOf, isMissing } from './archive-fs.ts'
import { baseOf } from './archive-name.ts'
import type { ArchivedPart } from './archived-part.ts'
import { readTrailer } from './trailer.ts'

/** A file of the archive that holds a transcript. */
export interface ArchiveFile {
  /** Below the archive, with `/` between: `2026/02/2026-02-27_10-00-00_shop_f608c31e.jsonl.gz`. */
  readonly file: string
  /** Compressed. */
  readonly bytes: number
}

/** A file whose end is sound. Whether all of it is, only reading it tells. */
export interface SoundFile extends ArchiveFile {
  readonly part: ArchivedPart
}

/** What a file of the archive is, by its name. `earlier`: a state that a later one did not contain. */
export type FileRole = 'main' | 'subagent' | 'earlier' | 'meta' | 'temporary'

const DATA = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9-]+)?(~[a-z0-9-]+)?\.(?:jsonl|json|txt)\.gz$/
const META = /^[A-Za-z0-9_-]+\.meta\.json$/
const TEMPORARY = /^[A-Za-z0-9_-]+[.~].*\.tmp$/

/** Tells a file's role; undefined for what the archive did not put there. */
export function roleOf(name: string): FileRole | undefined {
  if (TEMPORARY.test(name)) return 'temporary'
  if (META.test(name)) return 'meta'
  const data = DATA.exec(name)
  if (data === null) return undefined
  return data[2] !== undefined ? 'earlier' : data[1] !== undefined ? 'subagent' : 'main'
}

/** Reads the facts at a file's end; the file alone when they cannot be read, undefined when it has gone. */
export function inspectFile(archive: Archive, file: string): ArchiveFile | SoundFile | undefined {
  try {
    return readArchiveFile(archive, file)
  } catch {
    return { file, bytes: sizeOf(archive, file) }
  }
}

function sizeOf({ fs, directory }: Archive, file: string): number {
  try {
    return fs.statSync(join(directory, file)).size
  } catch {
    return 0
  }
}

/** The same, but throws the file system's error when it refuses to read: what cannot be read now need not be damaged. */
export function readArchiveFile(archive: Archive, file: string): ArchiveFile | SoundFile | undefined {
  const path = join(archive.directory, file)
  try {
    const { size } = archive.fs.statSync(path)
    const handle = archive.fs.openSync(path, 'r')
    try {
      const part = readTrailer(archive.fs, handle, size)
      return part === undefined ? { file, bytes: size } : { file, bytes: size, part }
    } finally {
      archive.fs.closeSync(handle)
    }
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** Whether the facts of a file could be read. */
export function isSound(file: ArchiveFile | SoundFile): file is SoundFile {
  return 'part' in file
}

/** Names of the files in one folder of the archive, sorted; none when there is no such folder. */
export function namesIn(archive: Archive, folder: string): string[] {
  const path = join(archive.directory, folder)
  try {
    return archive.fs.readdirSync(path).sort()
  } catch (cause) {
    if (isMissing(cause)) return []
    const reason = codeOf(cause) ?? 'unknown'
    throw new SesError('unreadable', `${path} (${reason})`, { data: { path, reason }, cause })
  }
}

/** The months of the archive, the earliest first: `2026/02`. */
export function foldersOf(archive: Archive): string[] {
  return namesIn(archive, '')
    .filter((year) => /^\d{4}$/.test(year))
    .flatMap((year) =>
      namesIn(archive, year)
        .filter((month) => /^\d\d$/.test(month))
        .map((month) => `${year}/${month}`),
    )
}

/** Folder and shared name of a file: `2026/02/2026-02-27_10-00-00_shop_f608c31e`. */
export function sessionNameOf(file: string): string {
  const cut = file.lastIndexOf('/') + 1
  return file.slice(0, cut) + baseOf(file.slice(cut))
}
