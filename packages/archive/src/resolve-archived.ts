import { SesError } from '@ses/model'
import type { ArchivedSession } from './archived-session.ts'

const MAX_CANDIDATES = 20

/**
 * Finds a session by its id, the name of its files, a unique beginning of either, or `latest`. `sessions`: the latest start first. Throws
 * `not_found`, or `ambiguous_id` with `data.candidates`.
 */
export function resolveArchived(sessions: readonly ArchivedSession[], wanted: string): ArchivedSession {
  if (wanted === 'latest') {
    const [latest] = sessions
    if (latest === undefined) throw new SesError('not_found', 'nothing is archived yet', { data: { id: wanted } })
    return latest
  }
  const bare = wanted.replace(/^.*[/\\]/s, '').replace(/[.~].*$/s, '')
  const names = (session: ArchivedSession): string[] => [session.head.session_id, session.name, baseName(session)]
  const exact = sessions.filter((session) => names(session).some((name) => name === wanted || name === bare))
  const begun = sessions.filter((session) => wanted !== '' && names(session).some((name) => name.startsWith(wanted)))
  const matches = exact.length > 0 ? exact : begun
  const [only, second] = matches
  if (only === undefined) {
    throw new SesError('not_found', `archived session ${JSON.stringify(wanted)}`, { data: { id: wanted } })
  }
  if (second === undefined) return only
  throw new SesError('ambiguous_id', `${JSON.stringify(wanted)} matches ${matches.length} archived sessions`, {
    data: { id: wanted, total: matches.length, candidates: matches.slice(0, MAX_CANDIDATES).map(candidateOf) },
  })
}

function baseName({ name }: ArchivedSession): string {
  return name.slice(name.lastIndexOf('/') + 1)
}

function candidateOf(session: ArchivedSession): object {
  const { session_id: id, agent, started_at: start, project } = session.head
  return { id, folder: id, agent, start, intent: `${project}  ${session.name}` }
}
