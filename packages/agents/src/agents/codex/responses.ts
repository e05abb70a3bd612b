import type { ReplyEvent, ThinkingEvent } from '@ses/model'
import { type JsonObject, objectOf, stringOf } from '../../json.ts'
import type { SessionBuilder } from '../../session-builder.ts'
import { minus, noTokens, plus, sizeOf, type Tokens, tokensOf, usageOf } from './usage.ts'

type Writable<T> = { -readonly [K in keyof T]: T[K] }
type Said<Text extends string> = Writable<ReplyEvent<Text>> | Writable<ThinkingEvent<Text>>

/** What one answer of the model brought, until the row with its usage names it. */
interface Group<Text extends string> {
  readonly line: number
  readonly said: Said<Text>[]
  readonly calls: string[]
  /** True once a tool's output was seen: what the model says next belongs to its next answer. */
  answered: boolean
}

/**
 * Counts the model's answers, and tells which calls were asked for in one. Codex names an answer only after its items: by a
 * `token_usage_record` (0.16x), else by the `token_count` whose total has grown.
 */
export class Responses<Text extends string> {
  readonly #builder: SessionBuilder<Text>
  #group: Group<Text> | undefined
  /** Answers of calls, once named. */
  readonly #ids = new Map<string, string>()
  /** Id of the thread, to name answers that have no id and to tell copies. */
  threadId: string | undefined
  /** The model of the current turn. */
  model: string | undefined
  /** True while the first own total may hold what a parent used. */
  inherits = false
  /** Tokens in the context after the last answer. */
  contextTokens: number | undefined
  /** The thread's total as far as it is accounted for. */
  #accounted: Tokens = noTokens
  #recorded = false
  /** Searches since the last row with usage; whatever was said in between, they were billed with the next one. */
  #webSearches = 0

  constructor(builder: SessionBuilder<Text>) {
    this.#builder = builder
  }

  said(event: Said<Text>, line: number): void {
    this.#open(line).said.push(event)
  }

  /** A call; `like` is another of the same answer, which may be named already. */
  asked(callId: string, line: number, like?: string): void {
    const id = like === undefined ? undefined : this.#ids.get(like)
    if (id !== undefined) this.#builder.joinResponse(callId, id)
    else this.#open(line).calls.push(callId)
  }

  searched(line: number): void {
    this.#open(line)
    this.#webSearches += 1
  }

  /** A tool's output was handed to the model. */
  answered(): void {
    if (this.#group !== undefined) this.#group.answered = true
  }

  /** Nothing more can join the open group: the turn is over. */
  close(): void {
    const group = this.#group
    if (group !== undefined) this.#name(group, `line-${group.line}`)
    this.#group = undefined
  }

  /** A `token_usage_record` row: the usage of one answer by its id. */
  record(payload: JsonObject, line: number, at: number | undefined, copied: boolean): boolean {
    const usage = tokensOf(objectOf(payload['usage']))
    const id = stringOf(payload['response_id'])
    if (usage === undefined || id === undefined) return false
    const thread = stringOf(payload['thread_id'])
    const total = tokensOf(objectOf(payload['thread_token_usage']))
    this.#accounted = total ?? plus(this.#accounted, usage)
    this.#recorded = true
    if (copied || (thread !== undefined && this.threadId !== undefined && thread !== this.threadId)) {
      this.#builder.drop(line, 'copied', id)
      return true
    }
    this.inherits = false
    this.#count(id, usage, line, at)
    return true
  }

  /**
   * A `token_count` event: totals of the thread so far, and of its last answer. Rows with only rate limits say nothing. Answers
   * whether the row told of new usage.
   */
  tokenCount(info: JsonObject | undefined, line: number, at: number | undefined, copied: boolean): boolean {
    const total = tokensOf(objectOf(info?.['total_token_usage']))
    const last = tokensOf(objectOf(info?.['last_token_usage']))
    if (last !== undefined && sizeOf(last) > 0) this.contextTokens = sizeOf(last)
    if (total === undefined || sizeOf(total) === 0) return false
    if (copied) {
      this.#builder.drop(line, 'copied')
      this.#accounted = total
      return false
    }
    const grown = sizeOf(total) - sizeOf(this.#accounted)
    if (grown === 0) {
      this.#builder.drop(line, this.#recorded ? 'cumulative' : 'repeat')
      this.inherits = false
      return false
    }
    const inherited = this.inherits && last !== undefined
    this.inherits = false
    // A total below the last one is that of a restarted count.
    const usage = inherited ? last : grown > 0 ? minus(total, this.#accounted) : total
    if (inherited && sizeOf(total) > sizeOf(last)) this.#builder.drop(line, 'inherited')
    this.#accounted = total
    this.#recorded = false
    this.#count(`${this.threadId ?? 'codex'}:${line}`, usage, line, at)
    return true
  }

  #count(id: string, tokens: Tokens, line: number, at: number | undefined): void {
    const group = this.#group
    this.#group = undefined
    this.#builder.response({
      id,
      ...(this.model === undefined ? {} : { model: this.model }),
      ...(at === undefined ? {} : { at }),
      line,
      usage: usageOf(tokens, this.#webSearches),
    })
    this.#webSearches = 0
    if (group !== undefined) this.#name(group, id)
  }

  #open(line: number): Group<Text> {
    if (this.#group?.answered === true) this.close()
    this.#group ??= { line, said: [], calls: [], answered: false }
    return this.#group
  }

  #name(group: Group<Text>, id: string): void {
    for (const event of group.said) event.responseId = id
    for (const callId of group.calls) {
      this.#ids.set(callId, id)
      this.#builder.joinResponse(callId, id)
    }
  }
}
