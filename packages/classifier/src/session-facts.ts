import type { PromptEvent, Session, ToolCallEvent } from '@ses/model'
import { type DangerReader, dangerReader } from './command-dangers.ts'
import { type PromptReader, promptReader } from './prompt-reading.ts'
import { commandArguments } from './prompt-text.ts'

/** A tool call of the session or of one of its sub-agents. */
export interface Call {
  readonly call: ToolCallEvent
  /** Id of the event in the classified session: the call itself, or the call that started the sub-agent. */
  readonly event: string
}

/** What every verdict starts from, gathered in one walk. */
export interface SessionFacts {
  readonly session: Session
  readonly prompts: readonly PromptEvent[]
  /** The prompts, and slash commands that were typed with a request behind them, in order. */
  readonly requests: readonly { readonly id: string; readonly text: string }[]
  readonly read: PromptReader
  readonly dangersOf: DangerReader
  /** In the order of the session; a sub-agent's calls follow the call that started it. */
  readonly calls: readonly Call[]
}

/** Deepest nesting of sub-agents that is followed. */
const MAX_DEPTH = 16

/** Gathers the prompts and all tool calls, sub-agents' calls included. */
export function factsOf(session: Session): SessionFacts {
  const prompts: PromptEvent[] = []
  const requests: { id: string; text: string }[] = []
  const calls: Call[] = []
  for (const event of session.events) {
    if (event.type === 'prompt') prompts.push(event)
    const asked =
      event.type === 'prompt'
        ? event.text
        : event.type === 'context' && event.kind === 'command'
          ? commandArguments(event.text)
          : undefined
    if (asked !== undefined) requests.push({ id: event.id, text: asked })
  }
  gather(session, undefined, 0, calls)
  return { session, prompts, requests, read: promptReader(), dangersOf: dangerReader(), calls }
}

function gather(session: Session, startedBy: string | undefined, depth: number, into: Call[]): void {
  const children = new Map(session.children.map((child) => [child.id, child]))
  for (const child of session.children) {
    if (child.parent?.callId !== undefined) children.set(`call:${child.parent.callId}`, child)
  }
  const followed = new Set<Session>()
  const follow = (child: Session | undefined, event: string): void => {
    if (child === undefined || followed.has(child) || depth >= MAX_DEPTH) return
    followed.add(child)
    gather(child, event, depth + 1, into)
  }
  for (const event of session.events) {
    if (event.type !== 'tool') continue
    const id = startedBy ?? event.id
    into.push({ call: event, event: id })
    if (event.childId !== undefined) follow(children.get(event.childId), id)
    follow(children.get(`call:${event.callId}`), id)
  }
  // Sub-agents whose call was not recorded (started by the user or lost): named by the session's first event.
  for (const child of session.children) follow(child, startedBy ?? session.events[0]?.id ?? session.id)
}
