import type { Session, SessionEvent, ToolCallEvent } from '@ses/model'
import { agents } from './agents/index.ts'

/**
 * One session of what its transcript and its hook events tell. The transcript is the truth and the events only complete it: how a
 * call ended that the transcript left open, and how long it took. Without a transcript, and where an agent's hooks tell more than
 * its transcripts do, the events are the session.
 */
export function joinHookSession<Text extends string>(transcript: Session<Text>, hooks: Session<Text>): Session<Text> {
  if (transcript.events.length === 0 || transcript.agent === 'unknown') return hooks
  if (hooks.events.length === 0 || hooks.agent !== transcript.agent) return transcript
  const richer = agents.find(({ id }) => id === hooks.agent)?.hooks?.richer === true
  // Hooks that were installed in the middle of a session did not see its beginning.
  if (richer && countPrompts(hooks) >= countPrompts(transcript)) return hooks
  return completed(transcript, hooks)
}

function completed<Text extends string>(transcript: Session<Text>, hooks: Session<Text>): Session<Text> {
  const told = new Map<string, ToolCallEvent<Text>>()
  for (const event of hooks.events) if (event.type === 'tool') told.set(event.callId, event)
  const children = new Map(hooks.children.map((child) => [child.id, child]))
  return {
    ...transcript,
    events: transcript.events.map((event) => completedEvent(event, told)),
    children: transcript.children.map((child) => {
      const own = children.get(child.id)
      return own === undefined ? child : completed(child, own)
    }),
  }
}

function completedEvent<Text extends string>(
  event: SessionEvent<Text>,
  told: ReadonlyMap<string, ToolCallEvent<Text>>,
): SessionEvent<Text> {
  const own = event.type === 'tool' ? told.get(event.callId) : undefined
  if (event.type !== 'tool' || own === undefined) return event
  const outcome = event.outcome === 'pending' && own.outcome !== 'pending' ? own.outcome : event.outcome
  const durationMs = event.durationMs ?? own.durationMs
  if (outcome === event.outcome && durationMs === event.durationMs) return event
  return { ...event, outcome, ...(durationMs === undefined ? {} : { durationMs }) }
}

function countPrompts(session: Session): number {
  return session.events.filter(({ type }) => type === 'prompt').length
}
