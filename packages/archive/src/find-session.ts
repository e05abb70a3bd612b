import type { Archive } from './archive.ts'
import { foldersOf, inspectFile, isSound, namesIn, roleOf, type SoundFile } from './archive-file.ts'
import { type ArchiveName, archiveNames, baseOf, mayBelongTo, type NamedSession } from './archive-name.ts'
import { type ArchivedSession, readSession } from './archived-session.ts'
import { readMeta } from './meta-file.ts'

/** Where a session's files are or will be, and what is there already. */
export interface SessionPlace {
  readonly name: ArchiveName
  readonly session?: ArchivedSession
}

/** Finds the files of a session under whatever name it was first archived, else the name it will have. */
export function findSession(archive: Archive, wanted: NamedSession): SessionPlace {
  const [preferred, second] = archiveNames(wanted)
  const folders = [preferred.folder, ...foldersOf(archive).filter((folder) => folder !== preferred.folder)]
  for (const folder of folders) {
    const bases = new Set(
      namesIn(archive, folder)
        .filter((name) => mayBelongTo(name, wanted) && isData(name))
        .map(baseOf),
    )
    for (const base of bases) {
      const session = sessionAt(archive, { folder, base })
      if (session?.head.session_id === wanted.id && session.head.agent === wanted.agent) {
        return { name: { folder, base }, session }
      }
    }
  }
  return { name: isTaken(archive, preferred, wanted) ? second : preferred }
}

/** The session of that name, if one of its files is sound. */
export function sessionAt(archive: Archive, { folder, base }: ArchiveName): ArchivedSession | undefined {
  const files = namesIn(archive, folder).filter((name) => baseOf(name) === base && isData(name))
  return readSession(
    archive,
    files.map((name) => `${folder}/${name}`),
  )
}

/** Only another session's files take a name; what is left of our own, damaged, does not. */
function isTaken(archive: Archive, { folder, base }: ArchiveName, wanted: NamedSession): boolean {
  const files = namesIn(archive, folder).filter((name) => baseOf(name) === base && isData(name))
  if (files.length === 0) return false
  const read = files
    .map((name) => inspectFile(archive, `${folder}/${name}`))
    .find((file) => file !== undefined && isSound(file))
  const meta = readMeta(archive, `${folder}/${base}`)
  const owner = (read as SoundFile | undefined)?.part ?? (meta === 'damaged' ? undefined : meta)
  return owner !== undefined && (owner.session_id !== wanted.id || owner.agent !== wanted.agent)
}

function isData(name: string): boolean {
  const role = roleOf(name)
  return role === 'main' || role === 'subagent' || role === 'earlier'
}
