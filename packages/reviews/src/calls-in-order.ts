import type { Session, ToolCallEvent } from '@ses/model'

/** A tool call and the session that made it. */
export interface PlacedCall {
  readonly call: ToolCallEvent
  readonly sessionId: string
}

/** Calls of a session and its sub-agents as they ran: a sub-agent's before the call that waited for it ends. */
export function* callsInOrder(session: Session): Generator<PlacedCall> {
  const children = new Map(session.children.map((child) => [child.id, child]))
  for (const event of session.events) {
    if (event.type !== 'tool') continue
    const child = event.childId === undefined ? undefined : children.get(event.childId)
    if (child !== undefined) {
      children.delete(child.id)
      yield* callsInOrder(child)
    }
    yield { call: event, sessionId: session.id }
  }
  for (const child of children.values()) yield* callsInOrder(child)
}
