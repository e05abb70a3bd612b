import type { CompactionEvent, ContextKind, LifecyclePhase } from '@ses/model'
import type { JsonObject } from './json.ts'
import type { RawTouch } from './raw-touch.ts'
import { type CallEnd, SessionBuilder } from './session-builder.ts'
import type { TextPolicy } from './text-policy.ts'
import type { ToolTable } from './tool-table.ts'

/** Where the following events come from: a row's `line`, or the `id` of a message in a document. */
export interface EventPlace {
  readonly line?: number | undefined
  readonly id?: string | undefined
  /** Epoch milliseconds. */
  readonly at?: number | undefined
}

/** A tool call as a reader sees it. */
export interface WrittenCall {
  /** The agent's own id of the call. */
  readonly callId?: string | undefined
  readonly name: string | undefined
  readonly args: JsonObject
  readonly responseId?: string | undefined
  readonly command?: string | undefined
  readonly files?: readonly RawTouch[] | undefined
}

/**
 * Writes events into a `SessionBuilder` and names them: the first event of a place has the place's id or line, later ones have a
 * number behind it. Blank texts are left out. Call ids that an agent uses again name the latest call.
 */
export class EventWriter<Text extends string> {
  readonly builder: SessionBuilder<Text>
  #place: EventPlace = {}
  #prefix = '0'
  readonly #counts = new Map<string, number>()
  readonly #calls = new Map<string, string>()

  constructor(agent: string, tools: ToolTable, text: TextPolicy<Text>) {
    this.builder = new SessionBuilder(agent, tools, text)
  }

  /** Sets the place of the events that follow, and notes its time. */
  place(place: EventPlace): void {
    this.#place = place
    this.#prefix = place.id ?? String(place.line ?? 0)
    this.builder.seen(place.at)
  }

  prompt(text: string, extra: { readonly images?: number; readonly queued?: true } = {}): void {
    const images = extra.images ?? 0
    if (text.trim() === '' && images === 0) return
    this.builder.add({
      type: 'prompt',
      ...this.#base(),
      text: this.builder.text(text, 'prompt'),
      ...(images === 0 ? {} : { images }),
      ...(extra.queued === true ? { queued: true } : {}),
    })
  }

  context(kind: ContextKind, text: string): void {
    if (text.trim() === '') return
    this.builder.add({ type: 'context', ...this.#base(), kind, text: this.builder.text(text, 'context') })
  }

  reply(text: string, responseId?: string): void {
    if (text.trim() === '') return
    const response = responseId === undefined ? {} : { responseId }
    this.builder.add({ type: 'reply', ...this.#base(), text: this.builder.text(text, 'reply'), ...response })
  }

  /** Reasoning; an empty text says that there was some which the agent does not show. */
  thinking(text: string, responseId?: string): void {
    const response = responseId === undefined ? {} : { responseId }
    this.builder.add({ type: 'thinking', ...this.#base(), text: this.builder.text(text, 'thinking'), ...response })
  }

  lifecycle(phase: LifecyclePhase, detail?: string): void {
    const own = detail === undefined || detail === '' ? {} : { detail: this.builder.text(detail, 'detail') }
    this.builder.add({ type: 'lifecycle', ...this.#base(), phase, ...own })
  }

  compaction(facts: {
    readonly trigger: CompactionEvent['trigger']
    readonly tokensBefore?: number | undefined
    readonly tokensAfter?: number | undefined
    readonly summary?: string | undefined
  }): void {
    this.builder.add({
      type: 'compaction',
      ...this.#base(),
      trigger: facts.trigger,
      ...(facts.tokensBefore === undefined ? {} : { tokensBefore: facts.tokensBefore }),
      ...(facts.tokensAfter === undefined ? {} : { tokensAfter: facts.tokensAfter }),
      ...(facts.summary === undefined ? {} : { summary: this.builder.text(facts.summary, 'context') }),
    })
  }

  /** Opens a call; answers the id to close it with when the agent records none. */
  call(call: WrittenCall): string {
    const base = this.#base()
    const told = call.callId
    const callId = told === undefined || this.builder.hasCall(told) ? `call-${base.id}` : told
    if (told !== undefined) this.#calls.set(told, callId)
    this.builder.call({
      ...base,
      callId,
      name: call.name ?? 'unknown',
      args: call.args,
      ...(call.responseId === undefined ? {} : { responseId: call.responseId }),
      ...(call.command === undefined ? {} : { command: call.command }),
      ...(call.files === undefined ? {} : { files: call.files }),
    })
    return callId
  }

  /** Closes the latest call of this id, at the place's time unless `end` tells another. */
  result(callId: string | undefined, end: CallEnd): void {
    if (callId === undefined) return
    const { at } = this.#place
    this.builder.result(this.#calls.get(callId) ?? callId, { ...(at === undefined ? {} : { at }), ...end })
  }

  #base(): { id: string; line?: number; at?: number } {
    const count = this.#counts.get(this.#prefix) ?? 0
    this.#counts.set(this.#prefix, count + 1)
    const { line, at } = this.#place
    return {
      id: count === 0 ? this.#prefix : `${this.#prefix}.${count}`,
      ...(line === undefined ? {} : { line }),
      ...(at === undefined ? {} : { at }),
    }
  }
}
