import type { Session } from '@ses/model'

/**
 * Hangs sub-agents' own files below the session they belong to. A sub-agent that the main file told of as well (old versions
 * copy its messages there) is taken from its own file, and its responses are counted once.
 */
export function attachSubagents<Text extends string>(
  session: Session<Text>,
  subagents: readonly Session<Text>[],
): Session<Text> {
  if (subagents.length === 0) return session
  const own = new Map(subagents.map((child) => [child.id, child]))
  const known = new Set(session.children.map((child) => child.id))
  const callOf = new Map<string, string>()
  for (const event of session.events) {
    if (event.type === 'tool' && event.childId !== undefined) callOf.set(event.childId, event.callId)
  }
  const adopt = (child: Session<Text>): Session<Text> => {
    const callId = child.parent?.callId ?? callOf.get(child.id)
    return {
      ...child,
      parent: { ...child.parent, sessionId: session.id, ...(callId === undefined ? {} : { callId }) },
    }
  }
  const kept = session.children.map((child) => {
    const file = own.get(child.id)
    if (file === undefined || file.events.length < child.events.length) return child
    return adopt({ ...file, parent: { ...child.parent, ...file.parent, sessionId: session.id } })
  })
  const added = subagents.filter((child) => !known.has(child.id)).map(adopt)
  const children = [...kept, ...added].sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0))
  return { ...session, children }
}
