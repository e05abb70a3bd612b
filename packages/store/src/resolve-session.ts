import { SesError } from '@ses/model'
import type { ListedSession } from '@ses/schema'
import { openIndex } from './open-index.ts'
import type { SessionIndex } from './session-index.ts'
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
export async function resolveSession(
  store: SessionStore,
  wanted: string,
  index: SessionIndex = openIndex(store),
): Promise<ListedSession> {
  if (wanted === 'latest') {
    const [latest] = (await index.query({}, 1)).sessions
    if (latest === undefined) throw new SesError('not_found', 'there is no session yet', { data: { id: wanted } })
    return latest
  }
  const begun = wanted === '' ? [] : (await index.query({ name: wanted })).sessions
  const exact = begun.filter(({ id, folder }) => id === wanted || folder === wanted)
  const matches = exact.length > 0 ? exact : begun
  const [only, second] = matches
  if (only === undefined) throw new SesError('not_found', `session ${JSON.stringify(wanted)}`, { data: { id: wanted } })
  if (second === undefined) return only
  throw new SesError('ambiguous_id', `${JSON.stringify(wanted)} matches ${matches.length} sessions`, {
    data: { id: wanted, total: matches.length, candidates: matches.slice(0, MAX_CANDIDATES).map(candidateOf) },
  })
}

function candidateOf({ id, folder, agent, start, intent }: ListedSession): SessionCandidate {
  return { id, folder, agent, start, intent }
}
