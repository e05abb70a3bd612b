import type { ContextKind, ToolCallEvent, ToolOutcome } from '@ses/model'
import type { HookEvent, HookFormat, HookReader, ReadOptions, RowVerdict } from './agent.ts'
import { HookLog } from './hook-log.ts'
import type { HookCall, HookThread } from './hook-thread.ts'
import { arrayOf, type JsonObject, numberOf, objectOf, stringOf } from './json.ts'
import type { CallEnd } from './session-builder.ts'
import type { ToolTable } from './tool-table.ts'

/** What a hook tells, in the words of the hooks that Claude Code began with. */
type HookStep =
  | 'start'
  | 'end'
  | 'prompt'
  | 'call'
  | 'result'
  | 'failure'
  | 'batch'
  | 'reply'
  | 'turn_end'
  | 'turn_error'
  | 'interrupt'
  | 'asked'
  | 'denied'
  | 'subagent_start'
  | 'subagent_end'
  | 'compact_start'
  | 'compact_end'
  | 'answer'
  | 'other'
  | 'aside'

/** What a text handed to the prompt hook is. */
export type HookPrompt =
  | { readonly kind: 'prompt'; readonly text: string }
  | { readonly kind: 'context'; readonly context: ContextKind; readonly text: string }
  | { readonly kind: 'nothing' }

/**
 * What a dialect remembers between events. `tools` is set once a tool hook fired, `responseId` names the answer that the next
 * calls belong to; other keys are the dialect's own.
 */
export type HookState = Record<string, unknown>

/** What an agent's own step is given. */
export interface HookMoment<Text extends string> {
  readonly log: HookLog<Text>
  readonly thread: HookThread<Text>
  readonly event: HookEvent
  /** The payload with the keys of its first level in snake_case. */
  readonly payload: JsonObject
}

/**
 * The hooks of an agent that calls them as Claude Code does: a name per event, and a payload with `tool_name`, `tool_input` and
 * the like, in snake_case or camelCase.
 */
export interface HookDialect {
  readonly agent: string
  readonly tools: ToolTable
  /** By hook name; `aside` is known and tells nothing of the conversation, a name that is not in it is unknown. */
  readonly steps: Readonly<Record<string, HookStep>>
  readonly prompt: (text: string, payload: JsonObject) => HookPrompt
  /** Default: `tool_use_id`, `tool_name`, `tool_input`. */
  readonly call?: (payload: JsonObject) => HookCall | undefined
  /** How a call ended that the agent calls a success. */
  readonly result: (payload: JsonObject, call: HookCall) => CallEnd
  /** How a call ended that failed; default an error with the text of `error`. */
  readonly failure?: (payload: JsonObject, call: HookCall) => CallEnd
  /** Result of a call that only the batch tells of: it was refused before it could run. */
  readonly refusal?: (call: JsonObject) => CallEnd
  /** Id of the sub-agent that fired the hook, as its own transcript has it; default `agent_id`. */
  readonly childId?: (payload: JsonObject, event: HookEvent) => string | undefined
  /** Outcome of a call that has no result when its turn ends or the next one begins; `asked` when a permission was asked for it. */
  readonly unanswered?: (event: Readonly<ToolCallEvent<string>>, asked: boolean) => ToolOutcome | undefined
  /** An answer of the model, or another step of the agent's own. */
  readonly own?: <Text extends string>(moment: HookMoment<Text>, state: HookState) => void
  /** Facts of the session; default `session_id` and `cwd`. */
  readonly facts?: (payload: JsonObject) => HookFacts
}

/** What many events of a session repeat. */
interface HookFacts {
  readonly id?: string | undefined
  readonly cwd?: string | undefined
  readonly agentVersion?: string | undefined
}

/** Makes a reader of such hooks. */
export function hooksOf(dialect: HookDialect): HookFormat {
  return { open: (options) => new DialectReader(dialect, options) }
}

class DialectReader<Text extends string> implements HookReader<Text> {
  readonly #dialect: HookDialect
  readonly #log: HookLog<Text>
  /** Texts of messages that are shown piece by piece. */
  readonly #messages = new Map<string, string>()
  readonly #asked = new Set<string>()
  /** A compaction that has begun and of whose end nothing was told yet. */
  #compaction: 'auto' | 'manual' | 'unknown' | undefined
  readonly #state: HookState = {}

  constructor(dialect: HookDialect, { text }: ReadOptions<Text>) {
    this.#dialect = dialect
    this.#log = new HookLog(dialect.agent, dialect.tools, text)
  }

  event = (event: HookEvent, line: number): RowVerdict => {
    const { steps } = this.#dialect
    const payload = snakeKeys(event.payload)
    const told = stringOf(payload['hook_event_name'])
    const name = Object.hasOwn(steps, event.hook) ? event.hook : told
    const step = name !== undefined && Object.hasOwn(steps, name) ? steps[name] : undefined
    this.#log.begin(event, line)
    this.#log.facts({
      ...(this.#dialect.facts ?? factsOf)(payload),
      ...(payload['agent_id'] === undefined ? { transcript: stringOf(payload['transcript_path']) } : {}),
    })
    if (step === undefined) {
      this.#log.thread()
      return 'unknown'
    }
    return this.#step(step, event, payload)
  }

  end = (): ReturnType<HookReader<Text>['end']> => {
    this.#compacted(this.#log.thread())
    return this.#log.end()
  }

  #step(step: HookStep, event: HookEvent, payload: JsonObject): RowVerdict {
    const log = this.#log
    if (step === 'aside') {
      log.thread()
      return 'known'
    }
    const again = step === 'start' && isResumed(payload)
    // The hook that tells the end of a compaction may not be registered.
    if (step !== 'compact_end' && step !== 'subagent_end' && !again) this.#compacted(log.thread())
    if (step === 'end') {
      log.close(stringOf(payload['reason']))
      return 'known'
    }
    if (!again) log.work()
    if (step === 'subagent_start') return this.#subagentStart(event, payload)
    const childId = this.#childId(event, payload)
    // Compaction runs in a sub-agent that nothing started: it has no type, and its transcript does not exist.
    const phantom = step === 'subagent_end' && (childId === undefined || !log.hasChild(childId))
    if (phantom && stringOf(payload['agent_type']) === undefined) {
      log.thread()
      return 'known'
    }
    if (childId !== undefined) log.startChild(childId, stringOf(payload['agent_type']))
    const thread = log.thread(childId, stringOf(payload['agent_type']))
    switch (step) {
      case 'start':
        if (again) thread.lifecycle('resume', stringOf(payload['source']))
        return 'known'
      case 'prompt':
        return this.#prompt(thread, payload)
      case 'call':
      case 'result':
      case 'failure':
        return this.#tool(step, thread, payload)
      case 'batch':
        this.#batch(thread, payload)
        return 'known'
      case 'reply':
        this.#reply(thread, payload)
        return 'known'
      case 'turn_end':
      case 'turn_error':
      case 'subagent_end':
        this.#turnEnd(step, thread, payload)
        return 'known'
      case 'interrupt':
        thread.settle(() => 'interrupted')
        thread.lifecycle('interrupt')
        return 'known'
      case 'asked':
      case 'denied':
        return this.#permission(step, thread, payload)
      case 'compact_end':
        this.#compaction = undefined
        thread.writer.compaction({
          trigger: triggerOf(payload['trigger']),
          summary: stringOf(payload['compact_summary']),
        })
        return 'known'
      case 'compact_start':
        this.#compaction = triggerOf(payload['trigger'])
        return 'known'
      default:
        this.#dialect.own?.({ log, thread, event, payload }, this.#state)
        return 'known'
    }
  }

  #compacted(thread: HookThread<Text>): void {
    if (this.#compaction !== undefined) thread.writer.compaction({ trigger: this.#compaction })
    this.#compaction = undefined
  }

  #childId(event: HookEvent, payload: JsonObject): string | undefined {
    const { childId } = this.#dialect
    return childId === undefined ? stringOf(payload['agent_id']) : childId(payload, event)
  }

  #subagentStart(event: HookEvent, payload: JsonObject): RowVerdict {
    const childId = this.#childId(event, payload)
    if (childId === undefined) return 'bad'
    this.#log.startChild(childId, stringOf(payload['agent_type']))
    return 'known'
  }

  #prompt(thread: HookThread<Text>, payload: JsonObject): RowVerdict {
    const { prompt } = payload
    if (typeof prompt !== 'string') return 'bad'
    const read = this.#dialect.prompt(prompt, payload)
    const turn = stringOf(payload['turn_id']) ?? stringOf(payload['prompt_id'])
    // A turn that a person broke off has no end of its own.
    if (read.kind === 'prompt') this.#settle(thread)
    if (read.kind === 'prompt') thread.prompt(read.text, turn)
    else if (read.kind === 'context') thread.writer.context(read.context, read.text)
    return 'known'
  }

  #tool(step: 'call' | 'result' | 'failure', thread: HookThread<Text>, payload: JsonObject): RowVerdict {
    const call = (this.#dialect.call ?? callOf)(payload)
    if (call === undefined) return 'bad'
    const responseId = stringOf(this.#state['responseId'])
    this.#state['tools'] = true
    if (step === 'call') thread.call(call, responseId)
    else {
      const read = step === 'result' ? this.#dialect.result : (this.#dialect.failure ?? failureOf)
      const durationMs = numberOf(payload['duration_ms'])
      const end = read(payload, call)
      const interrupted = step === 'failure' && payload['is_interrupt'] === true
      thread.result(
        call,
        {
          ...end,
          ...(durationMs === undefined ? {} : { durationMs }),
          ...(interrupted ? { outcome: 'interrupted' as const } : {}),
        },
        responseId,
      )
    }
    return 'known'
  }

  #batch(thread: HookThread<Text>, payload: JsonObject): void {
    const ids: string[] = []
    for (const item of arrayOf(payload['tool_calls'])) {
      const told = objectOf(item)
      const call = told === undefined ? undefined : (this.#dialect.call ?? callOf)(told)
      if (told === undefined || call?.id === undefined) continue
      ids.push(call.id)
      if (thread.knows(call.id) && !thread.isOpen(call.id)) continue
      if (this.#dialect.refusal !== undefined) thread.result(call, this.#dialect.refusal(told))
    }
    if (ids.length > 0) thread.batch(ids, `batch-${this.#log.line}`)
  }

  #reply(thread: HookThread<Text>, payload: JsonObject): void {
    const whole = stringOf(payload['displayed_text'])
    if (whole !== undefined) {
      if (payload['is_final'] !== false) thread.reply(whole)
      return
    }
    const delta = stringOf(payload['delta']) ?? stringOf(payload['text'])
    const id = stringOf(payload['message_id']) ?? ''
    const text = `${this.#messages.get(id) ?? ''}${delta ?? ''}`
    if (payload['final'] === false) this.#messages.set(id, text)
    else {
      this.#messages.delete(id)
      thread.reply(text)
    }
  }

  #turnEnd(step: 'turn_end' | 'turn_error' | 'subagent_end', thread: HookThread<Text>, payload: JsonObject): void {
    if (step !== 'turn_error') this.#settle(thread)
    const error = step === 'turn_error' ? textOf(payload['error']) : undefined
    if (error === undefined) thread.reply(this.#lastWords(payload))
    thread.lifecycle(error === undefined ? 'turn_end' : 'api_error', error)
  }

  #lastWords(payload: JsonObject): string | undefined {
    const last = stringOf(payload['last_assistant_message']) ?? stringOf(payload['response'])
    // Gemini CLI joins all answers of the turn; each was told where its hook is registered.
    return last ?? (this.#state['responseId'] === undefined ? stringOf(payload['prompt_response']) : undefined)
  }

  #settle(thread: HookThread<Text>): void {
    const { unanswered } = this.#dialect
    if (unanswered !== undefined)
      thread.settle((event) => unanswered(event as ToolCallEvent<string>, this.#asked.has(event.callId)))
  }

  #permission(step: 'asked' | 'denied', thread: HookThread<Text>, payload: JsonObject): RowVerdict {
    const call = (this.#dialect.call ?? callOf)(payload)
    if (call === undefined) return 'bad'
    const callId = call.id === undefined ? thread.find(call) : thread.call(call)
    if (step === 'denied') thread.result(call, { outcome: 'denied' })
    else if (callId !== undefined) this.#asked.add(callId)
    return 'known'
  }
}

/** A call by the usual keys. */
export function callOf(payload: JsonObject): HookCall | undefined {
  const name = stringOf(payload['tool_name'])
  if (name === undefined) return undefined
  return { id: stringOf(payload['tool_use_id']), name, args: objectOf(payload['tool_input']) ?? {} }
}

/** An error with the text that the hook tells. */
function failureOf(payload: JsonObject): CallEnd {
  const output = textOf(payload['error'])
  return { outcome: 'error', ...(output === undefined ? {} : { output }) }
}

/** A text, or the message of an error object. */
export function textOf(error: unknown): string | undefined {
  return stringOf(error) ?? stringOf(objectOf(error)?.['message']) ?? stringOf(objectOf(error)?.['name'])
}

function factsOf(payload: JsonObject): HookFacts {
  return { id: stringOf(payload['session_id']), cwd: stringOf(payload['cwd']) }
}

function isResumed(payload: JsonObject): boolean {
  return payload['source'] === 'resume' || payload['source'] === 'compact'
}

/** Who asked for a compaction. */
function triggerOf(trigger: unknown): 'auto' | 'manual' | 'unknown' {
  return trigger === 'auto' || trigger === 'manual' ? trigger : 'unknown'
}

/** The object with the keys of its first level in snake_case. */
function snakeKeys(payload: JsonObject): JsonObject {
  const keys = Object.keys(payload)
  if (!keys.some((key) => /[A-Z]/.test(key))) return payload
  return Object.fromEntries(
    keys.map((key) => [
      key.replace(/[A-Z]/g, (letter, at) => `${at === 0 ? '' : '_'}${letter.toLowerCase()}`),
      payload[key],
    ]),
  )
}
