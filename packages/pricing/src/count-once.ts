import { type ModelResponse, maxUsage } from '@ses/model'
import type { SessionUsage } from './session-usage.ts'

/** A response counted once, however many rows, sessions and files hold it. */
export interface CountedResponse {
  readonly agent: string
  /** Its identity among those of its agent. */
  readonly key: string
  /** As its owner tells it, with the largest number of each token class that any copy tells. */
  readonly response: ModelResponse
  /** When it was given, else when its session began. */
  readonly at?: number
  /** The session it is booked to: the one that is no copy and began first. A sub-agent's responses are booked to its root session. */
  readonly sessionId: string
  readonly project?: string
  /** The session itself that holds it, a sub-agent's where it is one. */
  readonly owner: SessionUsage
  readonly copies: readonly ResponseCopy[]
}

/** A response that another session or file tells again. */
export interface ResponseCopy {
  readonly session: SessionUsage
  readonly response: ModelResponse
}

/**
 * Counts every response once by agent and response id over all sessions, in the order of time. A row without a request id belongs
 * to the response of its message id. Ids that were made from a row's place are only compared within their session.
 */
export function countOnce(sessions: readonly SessionUsage[]): CountedResponse[] {
  const ordered = [...sessions].sort(byStart)
  const roots = rootsOf(ordered)
  const counted: CountedResponse[] = []
  for (const agent of new Set(ordered.map((session) => session.agent))) {
    const found = new Map<string, ResponseCopy[]>()
    const requests = new Map<string, Map<string, string>>()
    for (const session of ordered) {
      if (session.agent !== agent) continue
      for (const response of session.responses) {
        const key = keyOf(session, response, requests)
        const holders = found.get(key)
        if (holders === undefined) found.set(key, [{ session, response }])
        else holders.push({ session, response })
      }
    }
    for (const [key, holders] of found) counted.push(countedOf(key, holders, roots))
  }
  return counted.sort((a, b) => (a.at ?? 0) - (b.at ?? 0))
}

function countedOf(key: string, holders: readonly ResponseCopy[], roots: Roots): CountedResponse {
  const [first] = holders as readonly [ResponseCopy, ...ResponseCopy[]]
  const own = holders.find(({ response }) => response.copiedFrom === undefined) ?? first
  const { session, response } = own
  const copies = holders.length === 1 ? NONE : holders.filter((holder) => holder !== own)
  const model = response.model ?? copies.find((copy) => copy.response.model !== undefined)?.response.model
  const usage = copies.reduce((sum, copy) => maxUsage(sum, copy.response.usage), response.usage)
  const at = response.at ?? session.startedAt
  const root = rootOf(session, roots)
  const project = roots.sessions.get(sessionKey(session.agent, root))?.project ?? session.project
  return {
    agent: session.agent,
    key,
    response: copies.length === 0 ? response : { ...response, ...(model === undefined ? {} : { model }), usage },
    ...(at === undefined ? {} : { at }),
    sessionId: root,
    ...(project === undefined ? {} : { project }),
    owner: session,
    copies,
  }
}

const NONE: readonly ResponseCopy[] = []

/** `line-7`, `compaction:2`, `12.1`: told from the row's place, so equal ones in two sessions mean nothing. */
const PLACE = /^(?:[a-z]+[:-])?(?:[a-z]+-)?\d{1,7}(?:\.\d+)?(?:@.{0,40})?$/

function keyOf(session: SessionUsage, response: ModelResponse, requests: Map<string, Map<string, string>>): string {
  const { id, requestId } = response
  if (PLACE.test(id)) return `${session.id}\n${id}`
  const base = requestId !== undefined && id.endsWith(`:${requestId}`) ? id.slice(0, -requestId.length - 1) : id
  const known = requests.get(base)
  const request = base === id ? '' : (requestId as string)
  if (known === undefined) {
    requests.set(base, new Map([[request, id]]))
    return id
  }
  const same = known.get(request) ?? known.get('') ?? (request === '' ? [...known.values()][0] : undefined)
  if (same !== undefined) return same
  known.set(request, id)
  return id
}

interface Roots {
  readonly sessions: ReadonlyMap<string, SessionUsage>
  readonly known: Map<string, string>
}

function rootsOf(sessions: readonly SessionUsage[]): Roots {
  const byId = new Map<string, SessionUsage>()
  for (const session of sessions) {
    const key = sessionKey(session.agent, session.id)
    const known = byId.get(key)
    // A sub-agent told of by its parent's file and by its own: the one that names its parent leads on.
    if (known === undefined || (known.parentId === undefined && session.parentId !== undefined)) byId.set(key, session)
  }
  return { sessions: byId, known: new Map() }
}

/** The session at the top of the chain of parents; a parent that is not there still gives its name. */
function rootOf(session: SessionUsage, { sessions, known }: Roots): string {
  const start = sessionKey(session.agent, session.id)
  const cached = known.get(start)
  if (cached !== undefined) return cached
  let root = session.id
  let at: SessionUsage | undefined = session
  const seen = new Set([session.id])
  while (at?.parentId !== undefined && !seen.has(at.parentId)) {
    root = at.parentId
    seen.add(root)
    at = sessions.get(sessionKey(session.agent, root))
  }
  known.set(start, root)
  return root
}

function sessionKey(agent: string, id: string): string {
  return `${agent}\n${id}`
}

/** A copy begins when its original does; the one that ended first is the original. */
function byStart(a: SessionUsage, b: SessionUsage): number {
  return (
    (a.startedAt ?? Number.MAX_VALUE) - (b.startedAt ?? Number.MAX_VALUE) ||
    (a.endedAt ?? Number.MAX_VALUE) - (b.endedAt ?? Number.MAX_VALUE) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  )
}
