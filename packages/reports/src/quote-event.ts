import { type Session, type SessionEvent, type ToolCallEvent, walkSessions } from '@ses/model'
import type { ExplainedQuote } from '@ses/schema'
import { oneLine } from './one-line.ts'

const MAX_QUOTE = 200

/** Looks up events of a session and its sub-agents as one line each; those it does not know give none. */
export function quoter(
  session: Session,
): (ids: readonly string[], limit: number, sessionId?: string) => ExplainedQuote[] {
  const sessions = new Map<string, Map<string, SessionEvent>>()
  for (const part of walkSessions(session))
    sessions.set(part.id, new Map(part.events.map((event) => [event.id, event])))
  return (ids, limit, sessionId = session.id) => {
    const events = sessions.get(sessionId)
    return [...new Set(ids)].slice(0, limit).flatMap((id) => {
      const event = events?.get(id)
      return event === undefined ? [] : [{ event: id, time: isoOf(event.at), text: oneLine(textOf(event), MAX_QUOTE) }]
    })
  }
}

/** ISO 8601 in UTC; null for no time. */
export function isoOf(at: number | undefined): string | null {
  return at === undefined || !Number.isFinite(at) || Math.abs(at) > 8.64e15 ? null : new Date(at).toISOString()
}

/** What a call did, in a few words: its command, its files, or its arguments. */
export function callText({ name, command, files, input }: ToolCallEvent): string {
  const paths = files.slice(0, 2).map((file) => file.path)
  const more = files.length > 2 ? ` and ${files.length - 2} more` : ''
  const what = command ?? (paths.length > 0 ? `${paths.join(', ')}${more}` : (input ?? ''))
  return oneLine(`${name} ${what}`, 160)
}

function textOf(event: SessionEvent): string {
  switch (event.type) {
    case 'tool': {
      const { outcome, exitCode } = event
      return `${callText(event)}${outcome === 'ok' ? '' : ` → ${exitCode === undefined ? outcome : `exit ${exitCode}`}`}`
    }
    case 'prompt':
      return `you: ${event.text}`
    case 'reply':
      return `agent: ${event.text}`
    case 'compaction':
      return `${event.trigger} compaction`
    case 'lifecycle':
      return `${event.phase} ${event.detail ?? ''}`
    default:
      return event.text
  }
}
