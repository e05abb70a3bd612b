import { join } from 'node:path'
import type { Archive } from './archive.ts'
import type { SoundFile } from './archive-file.ts'
import { isMissing } from './archive-fs.ts'
import { type ArchivedPart, isArchivedPart } from './archived-part.ts'
import type { ArchivedSession } from './archived-session.ts'
import { replaceFile } from './replace-file.ts'

/** `<name>.meta.json`: what the ends of a session's files say, for other programs to read. Made again whenever it does not fit them. */
export interface ArchiveMeta extends ArchivedPart {
  readonly file: string
  /** Compressed. */
  readonly archive_bytes: number
  readonly subagents: readonly MetaFile[]
  readonly earlier: readonly MetaFile[]
}

/** A further file of the session. */
export interface MetaFile extends ArchivedPart {
  readonly file: string
  readonly archive_bytes: number
}

/** How a meta file stands to the files it describes. `stale`: missing, or of an earlier state, as a write that was cut short leaves it. */
export type MetaState = 'fits' | 'stale' | 'differs'

/** What the meta file of a session says; undefined for a session without a sound transcript of its own. */
export function metaOf({ main, subagents, earlier }: ArchivedSession): ArchiveMeta | undefined {
  if (main === undefined) return undefined
  return { ...fileMeta(main), subagents: subagents.map(fileMeta), earlier: earlier.map(fileMeta) }
}

/** Compares the meta file of a session with its files. */
export function checkMeta(archive: Archive, session: ArchivedSession): MetaState {
  const expected = metaOf(session)
  if (expected === undefined) return 'fits'
  const found = readMeta(archive, session.name)
  if (found === undefined) return 'stale'
  if (found === 'damaged') return 'differs'
  if (textOf(found) === textOf(expected)) return 'fits'
  const earlier = latest(found) < latest(expected) && found.session_id === expected.session_id
  return earlier ? 'stale' : 'differs'
}

/** Reads a meta file; undefined when there is none. */
export function readMeta(archive: Archive, name: string): ArchiveMeta | 'damaged' | undefined {
  try {
    const value = JSON.parse(archive.fs.readFileSync(pathOf(archive, name), 'utf8')) as ArchiveMeta
    const sound = isArchivedPart(value) && Array.isArray(value.subagents) && Array.isArray(value.earlier)
    return sound ? value : 'damaged'
  } catch (error) {
    return isMissing(error) ? undefined : 'damaged'
  }
}

/** Writes the meta file unless it fits already. Returns whether it wrote. Throws `write_failed`. */
export function writeMeta(archive: Archive, session: ArchivedSession): boolean {
  const meta = metaOf(session)
  if (meta === undefined || checkMeta(archive, session) === 'fits') return false
  replaceFile(archive.fs, pathOf(archive, session.name), textOf(meta))
  return true
}

function fileMeta({ file, bytes, part }: SoundFile): MetaFile {
  return { ...part, file, archive_bytes: bytes }
}

function pathOf(archive: Archive, name: string): string {
  return join(archive.directory, `${name}.meta.json`)
}

function textOf(meta: ArchiveMeta): string {
  return `${JSON.stringify(meta, null, 2)}\n`
}

function latest(meta: ArchiveMeta): string {
  return [meta, ...meta.subagents, ...meta.earlier].reduce((last, { archived_at: at }) => (at > last ? at : last), '')
}
