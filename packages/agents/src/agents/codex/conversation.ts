import type { ContextKind } from '@ses/model'
import { arrayOf, type JsonObject, objectOf, stringOf } from '../../json.ts'
import type { Rows } from './rows.ts'
import { outputText, textsOf } from './tool-output.ts'
import { Twins } from './twins.ts'
import { readUserText } from './user-text.ts'

const NEXT_LINES = 3

/**
 * What was said: prompts, context, replies and reasoning. Codex tells most of it twice, as an item of the model's conversation and
 * as an event for the screen; the second telling is noticed and left aside.
 */
export class Conversation<Text extends string> {
  readonly #rows: Rows<Text>
  readonly #twins: Twins = new Twins()
  /** The last prompt whose second telling is still due. */
  #lone: { readonly side: 'item' | 'event'; readonly line: number } | undefined

  constructor(rows: Rows<Text>) {
    this.#rows = rows
  }

  /** A message item of the model's conversation. Answers whether its shape was as expected. */
  message(payload: JsonObject): boolean {
    const role = payload['role']
    const content = payload['content']
    if (typeof content !== 'string' && !Array.isArray(content)) return false
    if (role === 'assistant') {
      const text = typeof content === 'string' ? content : textsOf(content).join('\n')
      this.reply(text, 'item', stringOf(payload['id']))
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
    const content = arrayOf(item['content'])
    // Only what a human sent becomes such an item.
    this.#userItems(
      content,
      content.map(() => 'user.text'),
      'event',
    )
  }

  /** Words of the model; `id` is the message's where both tellings carry it. */
  reply(text: string, side: 'item' | 'event', id?: string): void {
    const { builder, responses, line } = this.#rows
    if (this.#rows.turn !== undefined) this.#rows.turn.active = true
    if (text.trim() === '' || this.#twins.repeats(this.#rows.line, side, `reply ${text}`, id)) {
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
    if (id !== undefined && this.#twins.sameItem(id)) return
    const fresh = told.filter((part) => !this.#twins.repeats(this.#rows.line, side, `thinking ${part}`))
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
        if (!this.#twins.repeats(this.#rows.line, side, `user ${read.text}`)) this.context(read.context, read.text)
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
    const { builder, line } = this.#rows
    const lone = this.#lone
    // Mentions and attachments can be written differently in the two tellings, which still follow each other at once.
    const follows = lone !== undefined && lone.side !== side && line - lone.line <= NEXT_LINES
    const repeats = this.#twins.repeats(line, side, `user ${text}`)
    this.#lone = repeats || follows ? undefined : { side, line }
    if (repeats || follows) {
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
}
