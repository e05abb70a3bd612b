import type { CompactionEvent, LifecyclePhase } from '@ses/model'
import { type JsonObject, objectOf, stringOf } from '../../json.ts'
import type { Rows } from './rows.ts'

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** A compaction is told up to three times within this many lines. */
const TOLD_WITHIN = 40

/** The session's own state: turns, model, mode, errors, compactions. */
export class SessionState<Text extends string> {
  readonly #rows: Rows<Text>
  #compaction: Writable<CompactionEvent<Text>> | undefined
  #compactedAt = 0
  #model: string | undefined
  #mode: string | undefined
  #error: string | undefined

  constructor(rows: Rows<Text>) {
    this.#rows = rows
  }

  lifecycle(phase: LifecyclePhase, detail?: string): void {
    const { builder } = this.#rows
    builder.add({
      type: 'lifecycle',
      ...this.#rows.place(),
      phase,
      ...(detail === undefined || detail === '' ? {} : { detail: builder.text(detail, 'detail') }),
    })
  }

  turnStarted(): void {
    this.#rows.turn = { prompts: 0, active: false }
    this.#error = undefined
  }

  turnEnded(payload: JsonObject): void {
    this.#rows.turn = undefined
    const error = objectOf(payload['error'])
    if (error !== undefined) this.failed(error)
    this.lifecycle('turn_end')
  }

  turnAborted(payload: JsonObject): void {
    this.#rows.turn = undefined
    this.lifecycle('interrupt', stringOf(payload['reason']))
  }

  /** An error of the service; told by an event, and again where the turn ends. */
  failed(error: JsonObject): void {
    const message = stringOf(error['message']) ?? 'error'
    if (message === this.#error) return
    this.#error = message
    this.lifecycle('api_error', message)
  }

  /** The turn's settings: a change of model or mode is told. */
  settings(payload: JsonObject): void {
    const model = stringOf(payload['model'])
    const mode = stringOf(objectOf(payload['collaboration_mode'])?.['mode'])
    if (model !== undefined && model !== this.#model) {
      if (this.#model !== undefined) this.lifecycle('model', model)
      this.#model = model
    }
    if (mode === undefined || mode === this.#mode) return
    if (this.#mode !== undefined || mode !== 'default') this.lifecycle('mode', mode)
    this.#mode = mode
  }

  /** A `compacted` row: the history was replaced by a summary. */
  compacted(payload: JsonObject): void {
    const { builder, responses, line } = this.#rows
    const summary = stringOf(payload['message'])
    const before = responses.contextTokens
    // A turn for nothing but compaction is one that the user asked for.
    const { turn } = this.#rows
    const trigger = turn === undefined ? 'unknown' : turn.prompts > 0 ? 'auto' : 'manual'
    this.#compactedAt = line
    this.#compaction = {
      type: 'compaction',
      ...this.#rows.place(),
      trigger,
      ...(before === undefined ? {} : { tokensBefore: before }),
      ...(summary === undefined ? {} : { summary: builder.text(summary, 'context') }),
    }
    builder.add(this.#compaction)
  }

  /** Further tellings of a compaction; one that no `compacted` row told is an event of its own. */
  compactionTold(): void {
    const { line } = this.#rows
    if (this.#compactedAt > 0 && line - this.#compactedAt < TOLD_WITHIN) return
    this.compacted({})
  }

  /** The context's size after a compaction, which a `token_count` without new usage tells. */
  contextSized(tokens: number | undefined): void {
    const compaction = this.#compaction
    this.#compaction = undefined
    if (compaction !== undefined && tokens !== undefined && tokens !== compaction.tokensBefore)
      compaction.tokensAfter = tokens
  }
}
