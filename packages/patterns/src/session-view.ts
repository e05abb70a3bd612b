import type {
  FileTouch,
  ModelResponse,
  PromptEvent,
  ReplyEvent,
  Session,
  SessionEvent,
  ShellCommand,
  ToolCallEvent,
} from '@ses/model'
import { parseShell } from '@ses/model'
import { type ChangedLines, changedLines } from './changed-lines.ts'
import { isRealError } from './real-error.ts'
import { changesFile } from './tool-call-class.ts'

/** One session prepared for all detectors in a single pass; sub-agents' sessions have views of their own. */
export interface SessionView {
  readonly session: Session
  readonly calls: readonly CallView[]
  /** Cut at human prompts; what precedes the first prompt is a turn without one. */
  readonly turns: readonly TurnView[]
  /** Touches of each path in order. */
  readonly files: ReadonlyMap<string, readonly TouchView[]>
  /** Files that any session of the same family created: parent, sub-agents, siblings. */
  readonly createdInFamily: ReadonlySet<string>
  /** True when the agent knew things from before the first recorded call: a fork, a resumed or an already compacted history. */
  readonly resumed: boolean
  /** False where tool calls are not recorded, only what came of them: then nobody knows what was read or verified. */
  readonly callsTold: boolean
  /** By the id that the events of the response carry. */
  readonly responses: ReadonlyMap<string, ModelResponse>
}

/** A tool call and where it stands. */
export interface CallView {
  readonly event: ToolCallEvent
  /** Index in `session.events`. */
  readonly position: number
  /** Index in `SessionView.calls`. */
  readonly order: number
  /** Index of its turn. */
  readonly turn: number
  /** Equal for calls asked for in one model response, rising through the session. */
  readonly batch: number
  /** True for a tool error by the definition of `isRealError`. */
  readonly failed: boolean
  /** The simple commands of a shell call, parsed when first asked for; empty for other calls. */
  readonly shell: readonly ShellCommand[]
}

/** One touch of a file and the call that made it. */
export interface TouchView {
  readonly call: CallView
  readonly touch: FileTouch
  /** What an edit changed; compared when first asked for, absent where the texts are not recorded. */
  readonly lines: ChangedLines | undefined
}

/** A human prompt and what followed. */
export interface TurnView {
  readonly index: number
  readonly prompt?: PromptEvent
  /** What was typed while the agent worked on it. */
  readonly queued: readonly PromptEvent[]
  readonly calls: readonly CallView[]
  readonly replies: readonly ReplyView[]
}

/** A reply and how many calls preceded it. */
export interface ReplyView {
  readonly event: ReplyEvent
  readonly position: number
  /** Calls of the session made before it. */
  readonly callsBefore: number
}

/** Prepares a session for the detectors; linear in its events. */
export function viewSession(
  session: Session,
  createdInFamily: ReadonlySet<string> = createdIn([session]),
): SessionView {
  const calls: CallView[] = []
  const turns: MutableTurn[] = []
  const files = new Map<string, TouchView[]>()
  let batch = 0
  let lastResponse: string | undefined
  for (const [position, event] of session.events.entries()) {
    if (turns.length === 0 || startsTurn(event)) {
      const prompt = event.type === 'prompt' ? { prompt: event } : {}
      turns.push({ index: turns.length, queued: [], calls: [], replies: [], ...prompt })
    }
    const turn = turns.at(-1) as MutableTurn
    if (event.type === 'prompt' && event !== turn.prompt) turn.queued.push(event)
    if (event.type === 'reply') turn.replies.push({ event, position, callsBefore: calls.length })
    if (event.type !== 'tool') continue
    if (event.responseId === undefined || event.responseId !== lastResponse) batch += 1
    lastResponse = event.responseId
    const call = new LazyCall(event, position, calls.length, turn.index, batch)
    calls.push(call)
    turn.calls.push(call)
    for (const touch of event.files) {
      const touches = files.get(touch.path)
      if (touches === undefined) files.set(touch.path, [new LazyTouch(call, touch)])
      else touches.push(new LazyTouch(call, touch))
    }
  }
  const responses = new Map<string, ModelResponse>()
  for (const response of session.responses) responses.set(response.id, response)
  return {
    session,
    calls,
    turns,
    files,
    createdInFamily,
    resumed: isResumed(session),
    callsTold: session.agent !== 'manual',
    responses,
  }
}

/** True for an event before which history was lost. */
export function losesHistory(event: SessionEvent): boolean {
  if (event.type === 'context') return event.kind === 'summary'
  return event.type === 'compaction' || (event.type === 'lifecycle' && event.phase === 'resume')
}

function isResumed({ events, forkedFrom }: Session): boolean {
  const first = events.findIndex((event) => event.type === 'tool')
  return forkedFrom !== undefined || events.slice(0, Math.max(0, first)).some(losesHistory)
}

/** Paths that any of the sessions created. */
export function createdIn(sessions: Iterable<Session>): ReadonlySet<string> {
  const created = new Set<string>()
  for (const session of sessions) {
    for (const event of session.events) {
      if (event.type !== 'tool' || event.outcome === 'error' || event.outcome === 'denied') continue
      for (const touch of event.files) {
        if (touch.operation === 'create') created.add(touch.path)
        if (touch.operation === 'rename' && touch.to !== undefined) created.add(touch.to)
      }
    }
  }
  return created
}

/** True for a call that did what it was asked and changed a file. */
export function changedFiles(call: CallView): readonly FileTouch[] {
  return call.event.outcome === 'ok' ? call.event.files.filter((touch) => changesFile(touch.operation)) : []
}

interface MutableTurn {
  readonly index: number
  prompt?: PromptEvent
  readonly queued: PromptEvent[]
  readonly calls: CallView[]
  readonly replies: ReplyView[]
}

function startsTurn(event: SessionEvent): boolean {
  return event.type === 'prompt' && event.queued !== true
}

/** A class and not a literal: a getter in a literal costs two closures for each of many thousand calls. */
class LazyTouch implements TouchView {
  readonly call: CallView
  readonly touch: FileTouch
  #compared: { readonly lines: ChangedLines | undefined } | undefined

  constructor(call: CallView, touch: FileTouch) {
    this.call = call
    this.touch = touch
  }

  get lines(): ChangedLines | undefined {
    this.#compared ??= { lines: changedLines(this.touch) }
    return this.#compared.lines
  }
}

class LazyCall implements CallView {
  readonly event: ToolCallEvent
  readonly position: number
  readonly order: number
  readonly turn: number
  readonly batch: number
  readonly failed: boolean
  #parsed: readonly ShellCommand[] | undefined

  constructor(event: ToolCallEvent, position: number, order: number, turn: number, batch: number) {
    this.event = event
    this.position = position
    this.order = order
    this.turn = turn
    this.batch = batch
    this.failed = isRealError(event)
  }

  get shell(): readonly ShellCommand[] {
    this.#parsed ??= this.event.command === undefined ? [] : parseShell(this.event.command)
    return this.#parsed
  }
}
