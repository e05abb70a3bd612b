import type { CompactionEvent, ContextKind, LifecyclePhase } from '@ses/model'
import { arrayOf, type JsonObject, objectOf, stringOf } from '../../json.ts'
import type { Rows } from './rows.ts'
import { outputText } from './tool-output.ts'
import { readUserText } from './user-text.ts'

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** Rows told twice lie next to each other; further apart, equal words were said twice. */
const TWIN_LINES = 40
const MAX_TOLD = 400

/**
 * What was said: prompts, context, replies, reasoning, and the session's own state. Codex tells most of it twice, as an item of
 * the model's conversation and as an event for the screen; the second telling is noticed and left aside.
 */
export class Conversation<Text extends string> {
  readonly #rows: Rows<Text>
  /** Texts told by one side and not yet by the other, with the line. */
  readonly #told = { item: new Map<string, number[]>(), event: new Map<string, number[]>() }
  readonly #itemIds = new Set<string>()
  #compaction: Writable<CompactionEvent<Text>> | undefined
  #compactedAt = 0
  #model: string | undefined
  #mode: string | undefined
  #error: string | undefined

  constructor(rows: Rows<Text>) {
    this.#rows = rows
  }

  /** A message item of the model's conversation. Answers whether its shape was as expected. */
  message(payload: JsonObject): boolean {
    const role = payload['role']
    const content = payload['content']
    if (typeof content !== 'string' && !Array.isArray(content)) return false
    if (role === 'assistant') {
      const texts =
        typeof content === 'string' ? [content] : content.map((item) => stringOf(objectOf(item)?.['text']) ?? '')
      this.reply(texts.filter((text) => text !== '').join('\n'), 'item', stringOf(payload['id']))
    } else if (role === 'user') {
      const kinds = arrayOf(objectOf(payload['internal_chat_message_metadata_passthrough'])?.['content_item_kinds'])
      this.#userItems(typeof content === 'string' ? [{ text: content }] : content, kinds, 'item')
    }
    // `developer` and `system` messages are Codex's own instructions, the same in every session.
    return typeof role === 'string'
  }

  /** A `user_message` event. */
  userMessage(payload: JsonObject): boolean {
    const text = payload['message']
    if (typeof text !== 'string') return false
    const kind = stringOf(payload['kind'])
    const images = arrayOf(payload['images']).length + arrayOf(payload['local_images']).length
    const items: unknown[] = [{ text }]
    for (let count = 0; count < images; count++) items.push({ type: 'image' })
    this.#userItems(items, kind === undefined || kind === 'plain' ? [] : [kind], 'event')
    return true
  }

  /** A `UserMessage` item of 0.149 and later. */
  userItem(item: JsonObject): void {
    this.#userItems(arrayOf(item['content']), [], 'event')
  }

  /** Words of the model; `id` is the message's where both tellings carry it. */
  reply(text: string, side: 'item' | 'event', id?: string): void {
    const { builder, responses, line } = this.#rows
    if (this.#rows.turn !== undefined) this.#rows.turn.active = true
    if (text.trim() === '' || this.#repeats(side, `reply ${text}`, id)) {
      builder.seen(this.#rows.at)
      return
    }
    const event = { type: 'reply' as const, ...this.#rows.place(), text: builder.text(text, 'reply') }
    builder.add(event)
    responses.said(event, line)
  }

  /** Reasoning of the model, in parts; all parts are empty where only the encrypted form is kept. */
  thinking(parts: readonly string[], side: 'item' | 'event', id?: string): void {
    const { builder, responses, line } = this.#rows
    if (this.#rows.turn !== undefined) this.#rows.turn.active = true
    const told = parts.filter((part) => part.trim() !== '')
    if (id !== undefined && this.#sameItem(id)) return
    const fresh = told.filter((part) => !this.#repeats(side, `thinking ${part}`, undefined))
    if (told.length > 0 && fresh.length === 0) return
    // Events without text come only beside an item that is told anyway.
    if (told.length === 0 && side === 'event' && id === undefined) return
    const event = {
      type: 'thinking' as const,
      ...this.#rows.place(),
      text: builder.text(fresh.join('\n\n'), 'thinking'),
    }
    builder.add(event)
    responses.said(event, line)
  }

  /** A message from another agent of the same team. */
  agentMessage(payload: JsonObject): boolean {
    const text = outputText(payload['content']).trim()
    if (text !== '')
      this.context(this.#rows.isChild && /\bNEW_TASK\b/.test(text) ? 'instructions' : 'notification', text)
    return Array.isArray(payload['content']) || typeof payload['content'] === 'string'
  }

  context(kind: ContextKind, text: string): void {
    const { builder } = this.#rows
    builder.add({ type: 'context', ...this.#rows.place(), kind, text: builder.text(text, 'context') })
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
    if (this.#compactedAt > 0 && line - this.#compactedAt < TWIN_LINES) return
    this.compacted({})
  }

  /** The context's size after a compaction, which a `token_count` without new usage tells. */
  contextSized(tokens: number | undefined): void {
    const compaction = this.#compaction
    this.#compaction = undefined
    if (compaction !== undefined && tokens !== undefined && tokens !== compaction.tokensBefore)
      compaction.tokensAfter = tokens
  }

  #userItems(items: readonly unknown[], kinds: readonly unknown[], side: 'item' | 'event'): void {
    const prompts: string[] = []
    const envelopes: string[] = []
    let images = 0
    let told = false
    for (const [index, item] of items.entries()) {
      const block = objectOf(item)
      if (String(block?.['type']).includes('image')) images += 1
      if (typeof block?.['text'] !== 'string') continue
      const read = readUserText(block['text'], stringOf(kinds[index]))
      if (read.kind === 'context') {
        told = true
        if (read.context === 'environment') this.#rows.learnDirectory(read.text)
        if (!this.#repeats(side, `context ${read.text}`, undefined)) this.context(read.context, read.text)
      } else if (read.kind === 'prompt') {
        prompts.push(read.text)
        if (read.envelope !== undefined) envelopes.push(read.envelope)
      }
    }
    if (prompts.length === 0 && (images === 0 || told)) return
    const text = prompts.join('\n')
    this.#prompt(text, images, envelopes, side)
  }

  #prompt(text: string, images: number, envelopes: readonly string[], side: 'item' | 'event'): void {
    const { builder } = this.#rows
    if (this.#repeats(side, `prompt ${text}`, undefined)) {
      builder.seen(this.#rows.at)
      return
    }
    if (this.#rows.isChild) {
      if (text !== '') this.context('instructions', text)
      return
    }
    for (const envelope of envelopes) this.context('ide', envelope)
    const { turn } = this.#rows
    const queued = turn?.active === true && turn.prompts > 0
    if (turn !== undefined) turn.prompts += 1
    if (!queued) this.#rows.responses.close()
    builder.add({
      type: 'prompt',
      ...this.#rows.place(),
      text: builder.text(text, 'prompt'),
      ...(images === 0 ? {} : { images }),
      ...(queued ? { queued } : {}),
    })
  }

  /** Whether the other side has told this already; then both tellings are used up. */
  #repeats(side: 'item' | 'event', text: string, id: string | undefined): boolean {
    const { line } = this.#rows
    const key = keyOf(text)
    const other = this.#told[side === 'item' ? 'event' : 'item']
    const lines = other.get(key)?.filter((told) => line - told <= TWIN_LINES) ?? []
    const sameItem = id !== undefined && this.#sameItem(id)
    if (lines.length > 1) other.set(key, lines.slice(1))
    else other.delete(key)
    if (sameItem || lines.length > 0) return true
    const own = this.#told[side]
    own.set(key, [...(own.get(key) ?? []).filter((told) => line - told <= TWIN_LINES), line])
    if (own.size > MAX_TOLD) for (const old of [...own.keys()].slice(0, MAX_TOLD / 2)) own.delete(old)
    return false
  }

  #sameItem(id: string): boolean {
    if (this.#itemIds.has(id)) return true
    this.#itemIds.add(id)
    return false
  }
}

/** Texts are compared by their start and length: the two tellings differ in blanks only. */
function keyOf(text: string): string {
  const normal = text.slice(0, 2000).replace(/\s+/g, ' ').trim()
  return `${text.length > 2000 ? text.length : ''} ${normal.slice(0, 300)}${normal.length}`
}
