import { type Session, type SessionEvent, type ToolCallEvent, walkSessions } from '@ses/model'
import { neutralise } from '../terminal/neutralise.ts'
import type { EventQuote } from './reflect-view.ts'

/** Looks up events of a session and its sub-agents, as lines. */
export function quoteEvents(session: Session): (eventId: string, sessionId?: string) => EventQuote | undefined {
  const sessions = new Map<string, Map<string, SessionEvent>>()
  for (const part of walkSessions(session))
    sessions.set(part.id, new Map(part.events.map((event) => [event.id, event])))
  return (eventId, sessionId = session.id) => {
    const event = sessions.get(sessionId)?.get(eventId)
    if (event === undefined) return undefined
    const text = neutralise(textOf(event).slice(0, 2000)).replace(/\s+/g, ' ').trim()
    return { text, ...(event.at === undefined ? {} : { at: new Date(event.at) }) }
  }
}

function textOf(event: SessionEvent): string {
  switch (event.type) {
    case 'tool':
      return callText(event)
    case 'prompt':
      return `you: ${event.text}`
    case 'reply':
      return `agent: ${event.text}`
    case 'compaction':
      return `${event.trigger} compaction${event.tokensBefore === undefined ? '' : ` at ${event.tokensBefore} tokens`}`
    case 'lifecycle':
      return `${event.phase}${event.detail === undefined ? '' : ` ${event.detail}`}`
    default:
      return event.text
  }
}

function callText(call: ToolCallEvent): string {
  const { name, command, files, outcome, exitCode, input } = call
  const paths = files.slice(0, 2).map((file) => file.path)
  const more = files.length > 2 ? ` and ${files.length - 2} more` : ''
  const what = command ?? (paths.length > 0 ? `${paths.join(', ')}${more}` : (input ?? ''))
  const end = outcome === 'ok' ? '' : ` → ${exitCode === undefined ? outcome : `exit ${exitCode}`}`
  // The end is what matters of a failed call, so a long command must not push it out of the line.
  return `${name} ${what.replace(/\s+/g, ' ').slice(0, 160)}${end}`
}
