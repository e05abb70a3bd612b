import type { SessionEvent, ToolCallEvent } from './session-event.ts'
import { addUsage, type DroppedUsage, type ModelResponse, noUsage, type Usage } from './usage.ts'

/**
 * What one agent did from its start to its end, whatever agent it was. Plain JSON: no class instances, no `undefined`, absent
 * means not recorded. `Text` is `Masked` for everything that may be stored or sent.
 */
export interface Session<Text extends string = string> {
  /** The agent's own session id; made from the content where the agent has none. */
  readonly id: string
  /** Id of the agent (`claude-code`, `codex`, …); `unknown` when no agent recognised the transcript. */
  readonly agent: string
  readonly agentVersion?: string
  readonly title?: Text
  /** The directory the session started in, as recorded. */
  readonly cwd?: Text
  readonly gitBranch?: Text
  readonly gitCommit?: string
  /** Earliest and latest time of any row, epoch milliseconds. */
  readonly startedAt?: number
  readonly endedAt?: number
  /** Set on a sub-agent's session. */
  readonly parent?: SessionParent
  /** Session this one was forked from, where the agent tells. */
  readonly forkedFrom?: string
  /** Tool names the agent had on offer, where the agent records them. */
  readonly toolsOffered?: readonly string[]
  readonly events: readonly SessionEvent<Text>[]
  /** Every model response once; usage of sub-agents is in their own sessions. */
  readonly responses: readonly ModelResponse[]
  readonly droppedUsage: readonly DroppedUsage[]
  /** Sub-agents' sessions in the order they started. */
  readonly children: readonly Session<Text>[]
}

/** Where a sub-agent's session hangs. */
export interface SessionParent {
  readonly sessionId: string
  /** `callId` of the tool call that started it. */
  readonly callId?: string
  /** Name or type of the sub-agent (`Explore`, `general-purpose`). */
  readonly agentType?: string
}

/** A human prompt and all that happened until the next one. `prompt` is absent for what precedes the first. */
export interface Turn<Text extends string = string> {
  /** From 0. */
  readonly index: number
  readonly prompt?: Extract<SessionEvent<Text>, { type: 'prompt' }>
  readonly events: readonly SessionEvent<Text>[]
}

/** Cuts a session at its human prompts; a prompt queued while the agent worked does not start a turn of its own. */
export function turnsOf<Text extends string>(session: Session<Text>): Turn<Text>[] {
  const turns: { index: number; prompt?: Turn<Text>['prompt']; events: SessionEvent<Text>[] }[] = []
  for (const event of session.events) {
    const current = turns.at(-1)
    if (event.type === 'prompt' && (event.queued !== true || current === undefined)) {
      turns.push({ index: turns.length, prompt: event, events: [event] })
    } else if (current === undefined) {
      turns.push({ index: 0, events: [event] })
    } else {
      current.events.push(event)
    }
  }
  return turns as Turn<Text>[]
}

/** The tool calls of one session in order, sub-agents' calls left out. */
export function toolCallsOf<Text extends string>(session: Session<Text>): ToolCallEvent<Text>[] {
  return session.events.filter((event): event is ToolCallEvent<Text> => event.type === 'tool')
}

/** The session and all its descendants, parents first. */
export function* walkSessions<Text extends string>(session: Session<Text>): Generator<Session<Text>> {
  yield session
  for (const child of session.children) yield* walkSessions(child)
}

/** Usage of a session and its descendants; a response that several of them hold is counted once. */
export function usageOf(session: Session): Usage {
  const seen = new Set<string>()
  let sum = noUsage
  for (const part of walkSessions(session)) {
    for (const response of part.responses) {
      if (seen.has(response.id)) continue
      seen.add(response.id)
      sum = addUsage(sum, response.usage)
    }
  }
  return sum
}
