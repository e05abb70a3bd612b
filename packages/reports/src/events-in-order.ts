import type { Session, SessionEvent } from '@ses/model'

/** An event with the id that names it in the outermost session. */
export interface PlacedEvent {
  readonly event: SessionEvent
  /** Its own id, or that of the call which started the sub-agent it belongs to. */
  readonly id: string
  /** True for what a sub-agent did. */
  readonly inner: boolean
}

/** The events of a session, those of a sub-agent after the call that started it, or by time where no call is known to have. */
export function* eventsInOrder(session: Session): Generator<PlacedEvent> {
  const children = new Map(session.children.map((child) => [child.id, child]))
  const started = new Set(session.events.flatMap((event) => (event.type === 'tool' ? (event.childId ?? []) : [])))
  const loose = session.children.filter(({ id }) => !started.has(id))
  let last = ''
  for (const event of session.events) {
    while (loose[0]?.startedAt !== undefined && event.at !== undefined && loose[0].startedAt < event.at) {
      yield* inner(loose.shift() as Session, last === '' ? event.id : last)
    }
    last = event.id
    yield { event, id: event.id, inner: false }
    const child = event.type === 'tool' && event.childId !== undefined ? children.get(event.childId) : undefined
    if (child !== undefined) {
      children.delete(child.id)
      yield* inner(child, event.id)
    }
  }
  for (const child of loose) yield* inner(child, last)
}

function* inner(child: Session, id: string): Generator<PlacedEvent> {
  for (const { event } of eventsInOrder(child)) yield { event, id, inner: true }
}
