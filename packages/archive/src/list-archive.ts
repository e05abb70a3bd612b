import type { Archive } from './archive.ts'
import { foldersOf, namesIn, roleOf } from './archive-file.ts'
import { baseOf } from './archive-name.ts'
import { type ArchivedSession, readSession } from './archived-session.ts'

/** All that an archive holds. */
export interface ArchiveListing {
  /** The latest start first; those without a start last. */
  readonly sessions: readonly ArchivedSession[]
  /** Files whose facts cannot be read, below the archive. */
  readonly damaged: readonly string[]
  /** Files of writes that were cut short. */
  readonly temporary: readonly string[]
}

/** Reads the end of every file. An archive that is not there holds nothing. */
export function listArchive(archive: Archive): ArchiveListing {
  const sessions: ArchivedSession[] = []
  const damaged: string[] = []
  const temporary: string[] = []
  for (const folder of foldersOf(archive)) {
    const groups = new Map<string, string[]>()
    for (const name of namesIn(archive, folder)) {
      const role = roleOf(name)
      const file = `${folder}/${name}`
      if (role === 'temporary') temporary.push(file)
      else if (role !== undefined && role !== 'meta') {
        const base = baseOf(name)
        const group = groups.get(base)
        if (group === undefined) groups.set(base, [file])
        else group.push(file)
      }
    }
    for (const files of groups.values()) {
      const session = readSession(archive, files)
      if (session !== undefined) sessions.push(session)
      damaged.push(...(session === undefined ? files : session.damaged.map(({ file }) => file)))
    }
  }
  return { sessions: sessions.sort(laterFirst), damaged, temporary }
}

function laterFirst(a: ArchivedSession, b: ArchivedSession): number {
  const [x, y] = [a.head.started_at ?? '', b.head.started_at ?? '']
  return x === y ? (a.name < b.name ? -1 : 1) : x < y ? 1 : -1
}
