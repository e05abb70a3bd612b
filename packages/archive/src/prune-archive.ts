import { join } from 'node:path'
import { SesError } from '@ses/model'
import type { Archive } from './archive.ts'
import { namesIn } from './archive-file.ts'
import { baseOf, lockNameOf } from './archive-name.ts'
import type { ArchivedSession } from './archived-session.ts'
import { writeFailure } from './replace-file.ts'
import { withLock } from './with-lock.ts'

/** Which sessions may go; with both, those that both let go. */
export interface PruneRule {
  /** Keeps so many, the latest starts. */
  readonly keep?: number
  /** Keeps those that started at or after; epoch milliseconds. A session without a start counts by when it was archived. */
  readonly olderThan?: number
}

/** The sessions that a rule lets go. `sessions`: the latest start first. Throws `usage` for a rule that says nothing. */
export function selectPruned(sessions: readonly ArchivedSession[], { keep, olderThan }: PruneRule): ArchivedSession[] {
  if (keep === undefined && olderThan === undefined) {
    throw new SesError('usage', 'say what to keep: --keep <number> or --older-than <age>')
  }
  const latestFirst = sessions.toSorted((a, b) => timeOf(b) - timeOf(a))
  return latestFirst.filter(
    (session, index) =>
      (keep === undefined || index >= keep) && (olderThan === undefined || timeOf(session) < olderThan),
  )
}

/** Deletes all files of a session, its own transcript last. What cannot be read is not deleted. Throws `write_failed`. */
export async function deleteArchived(archive: Archive, session: ArchivedSession): Promise<void> {
  const folder = session.name.slice(0, session.name.lastIndexOf('/'))
  const base = session.name.slice(folder.length + 1)
  await withLock(archive, lockNameOf(base), async () => {
    const damaged = new Set(session.damaged.map(({ file }) => file))
    const files = namesIn(archive, folder).filter(
      (name) => baseOf(name) === base && !name.endsWith('.tmp') && !damaged.has(`${folder}/${name}`),
    )
    const main = session.main?.file.slice(folder.length + 1)
    for (const name of files.toSorted((a, b) => Number(a === main) - Number(b === main))) {
      const path = join(archive.directory, folder, name)
      try {
        archive.fs.rmSync(path, { force: true })
      } catch (cause) {
        throw writeFailure(path, cause)
      }
    }
  })
  for (const empty of [folder, folder.slice(0, 4)]) {
    try {
      archive.fs.rmdirSync(join(archive.directory, empty))
    } catch {
      // It still holds something.
      break
    }
  }
}

function timeOf({ head }: ArchivedSession): number {
  return Date.parse(head.started_at ?? head.archived_at)
}
