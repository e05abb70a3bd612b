import { SesError } from '@ses/model'
import type { ListedSession } from '@ses/schema'
import { listSessions } from './list-sessions.ts'
import type { SessionStore } from './session-store.ts'

/** One of the sessions that an ambiguous id may mean. */
export interface SessionCandidate {
  readonly id: string
  /** Name of its folder, unique within a store; accepted wherever an id is. */
  readonly folder: string
  readonly agent: string
  readonly start: string | null
  readonly intent: string
}

const MAX_CANDIDATES = 20

/**
 * Finds a session by its id, a unique prefix of it, its folder's name, or `latest`. Throws `SesError` `not_found`, or `ambiguous_id`
 * with `data.candidates`.
 */
export async function resolveSession(store: SessionStore, wanted: string): Promise<ListedSession> {
  const { sessions } = (await listSessions(store)).index
  if (wanted === 'latest') {
    const latest = sessions[0]
    if (latest === undefined) throw new SesError('not_found', 'there is no session yet', { data: { id: wanted } })
    return latest
  }
  const exact = sessions.filter(({ id, folder }) => id === wanted || folder === wanted)
  const begun =
    wanted === '' ? [] : sessions.filter(({ id, folder }) => id.startsWith(wanted) || folder.startsWith(wanted))
  const [only, second] = exact.length > 0 ? exact : begun
  if (only === undefined) throw new SesError('not_found', `session ${JSON.stringify(wanted)}`, { data: { id: wanted } })
  if (second === undefined) return only
  const matches = exact.length > 0 ? exact : begun
  throw new SesError('ambiguous_id', `${JSON.stringify(wanted)} matches ${matches.length} sessions`, {
    data: { id: wanted, total: matches.length, candidates: matches.slice(0, MAX_CANDIDATES).map(candidateOf) },
  })
}

function candidateOf({ id, folder, agent, start, intent }: ListedSession): SessionCandidate {
  return { id, folder, agent, start, intent }
}
