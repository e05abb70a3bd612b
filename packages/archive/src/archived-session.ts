import type { Archive } from './archive.ts'
import { type ArchiveFile, inspectFile, isSound, roleOf, type SoundFile, sessionNameOf } from './archive-file.ts'
import type { ArchivedPart } from './archived-part.ts'

/** All files of one session. */
export interface ArchivedSession {
  /** Folder and shared name, unique in the archive: `2026/02/2026-02-27_10-00-00_shop_f608c31e`. */
  readonly name: string
  /** Facts of its own transcript, or of what is left when that is damaged. */
  readonly head: ArchivedPart
  /** Absent when it is damaged or gone. */
  readonly main?: SoundFile
  readonly subagents: readonly SoundFile[]
  /** States that a later one did not contain: the transcript had been rewritten or cut. */
  readonly earlier: readonly SoundFile[]
  /** Files whose facts cannot be read. */
  readonly damaged: readonly ArchiveFile[]
}

/** Reads the files of one session, given their names; undefined when none of them is sound. */
export function readSession(archive: Archive, files: readonly string[]): ArchivedSession | undefined {
  const sound: SoundFile[] = []
  const damaged: ArchiveFile[] = []
  for (const file of files) {
    const read = inspectFile(archive, file)
    if (read === undefined) continue
    if (isSound(read)) sound.push(read)
    else damaged.push(read)
  }
  const inRole = (role: string): SoundFile[] => sound.filter(({ file }) => roleOf(nameOf(file)) === role)
  const [main] = inRole('main')
  const subagents = inRole('subagent')
  const earlier = inRole('earlier').sort((a, b) => (a.part.archived_at < b.part.archived_at ? 1 : -1))
  const head = main ?? earlier.find(({ part }) => part.subagent === null) ?? subagents[0] ?? earlier[0]
  if (head === undefined) return undefined
  return {
    name: sessionNameOf(head.file),
    head: head.part,
    ...(main === undefined ? {} : { main }),
    subagents,
    earlier,
    damaged,
  }
}

/** The sound files of a session: its own transcript, its sub-agents', then earlier states. */
export function filesOf(session: ArchivedSession): SoundFile[] {
  const { main, subagents, earlier } = session
  return [...(main === undefined ? [] : [main]), ...subagents, ...earlier]
}

/** A file's name without its folder. */
export function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1)
}
