import type { SessionAnalysis } from '@ses/core'
import { SesError, type Session, type SessionEvent, walkSessions } from '@ses/model'
import type { DashboardTimeline, TimelineEntry } from '@ses/schema'

/** Which stretch of a session is wanted. */
export interface TimelineQuery {
  /** Events to skip. */
  readonly after: number
  readonly limit: number
  /** Id of an event that the stretch shall hold; `after` is then not looked at. */
  readonly around?: string
  /** Id of a sub-agent’s session; default: the session itself. */
  readonly session?: string
}

/** Longest text of an entry: the page shows a screen of it, not a file. */
const MAX_TEXT = 20_000
const MAX_OUTPUT = 8000

/** A stretch of what happened. Throws `not_found` for a sub-agent or event that is not there. */
export function timelineOf(analysis: SessionAnalysis, query: TimelineQuery): DashboardTimeline {
  const { session: whole, summary, usage } = analysis
  const wanted = query.session ?? whole.id
  let session: Session | undefined
  for (const part of walkSessions(whole)) if (part.id === wanted) session ??= part
  if (session === undefined) throw new SesError('not_found', 'the session has no such sub-agent')
  const { events } = session
  const offset = offsetOf(events, query)
  const findings = new Map<string, string[]>()
  for (const { id, events: ids, session_id = whole.id } of summary.findings) {
    if (session_id !== wanted) continue
    for (const event of ids) findings.set(event, [...new Set([...(findings.get(event) ?? []), id])])
  }
  const costs = new Map<string, number>()
  for (const { responseId, quote, sessionId } of usage.ledger) {
    if (sessionId === wanted && quote.nanoUsd !== undefined) costs.set(responseId, quote.nanoUsd / 1e9)
  }
  const responses = responsesOf(session, costs)
  const turns = turnNumbers(events)
  return {
    schema_version: 1,
    total: events.length,
    offset,
    entries: events.slice(offset, offset + query.limit).map((event, position) => ({
      ...entryOf(event),
      index: offset + position,
      turn: turns[offset + position] ?? 0,
      ...responses.get(event.id),
      ...(findings.has(event.id) ? { findings: findings.get(event.id) ?? [] } : {}),
    })),
  }
}

function offsetOf(events: readonly SessionEvent[], { after, around, limit }: TimelineQuery): number {
  if (around === undefined) return Math.min(after, events.length)
  const at = events.findIndex(({ id }) => id === around)
  if (at < 0) throw new SesError('not_found', 'the session has no such event')
  return Math.max(0, Math.min(at - Math.floor(limit / 2), events.length - limit))
}

/** From 1; 0 before the first prompt. */
function turnNumbers(events: readonly SessionEvent[]): number[] {
  let turn = 0
  return events.map((event) => {
    if (event.type === 'prompt' && (event.queued !== true || turn === 0)) turn += 1
    return turn
  })
}

/** Model and cost of a response stand at its first event. */
function responsesOf(
  session: Session,
  costs: ReadonlyMap<string, number>,
): Map<string, Pick<TimelineEntry, 'model' | 'cost_usd'>> {
  const models = new Map(session.responses.map(({ id, model }) => [id, model]))
  const seen = new Set<string>()
  const first = new Map<string, Pick<TimelineEntry, 'model' | 'cost_usd'>>()
  for (const event of session.events) {
    const id = 'responseId' in event ? event.responseId : undefined
    if (id === undefined || seen.has(id)) continue
    seen.add(id)
    const model = models.get(id)
    const cost = costs.get(id)
    first.set(event.id, {
      ...(model === undefined ? {} : { model }),
      ...(cost === undefined ? {} : { cost_usd: cost }),
    })
  }
  return first
}

function entryOf(event: SessionEvent): Omit<TimelineEntry, 'index' | 'turn'> {
  const { id, type, at, line } = event
  const base = { id, type, at: at === undefined ? null : new Date(at).toISOString(), line: line ?? null }
  switch (event.type) {
    case 'prompt':
      return { ...base, text: cut(event.text, MAX_TEXT) || (event.images === undefined ? '' : '(a picture)') }
    case 'context':
      return { ...base, text: cut(event.text, MAX_TEXT), action: event.kind }
    case 'reply':
    case 'thinking':
      return { ...base, text: cut(event.text, MAX_TEXT) }
    case 'compaction':
      return { ...base, text: cut(event.summary ?? '', MAX_TEXT), action: event.trigger }
    case 'lifecycle':
      return { ...base, text: cut(event.detail ?? '', MAX_TEXT), action: event.phase }
    case 'tool': {
      const { name, action, outcome, exitCode, durationMs, files, output, childId, command, input } = event
      return {
        ...base,
        text: cut(command ?? input ?? files.map(({ path }) => path).join('\n'), MAX_TEXT),
        tool: name,
        action,
        outcome,
        ...(exitCode === undefined ? {} : { exit_code: exitCode }),
        ...(durationMs === undefined ? {} : { duration_ms: durationMs }),
        ...(files.length === 0
          ? {}
          : { files: files.slice(0, 50).map(({ path, operation }) => ({ path, operation })) }),
        ...(output === undefined ? {} : { output: cut(output, MAX_OUTPUT) }),
        ...(childId === undefined ? {} : { child_id: childId }),
      }
    }
  }
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}\n[… ${text.length - most} more characters]`
}
