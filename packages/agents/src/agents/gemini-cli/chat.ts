import type { ModelResponse, ReplyEvent, Session } from '@ses/model'
import { candidateUsage } from '../../candidate-usage.ts'
import { arrayOf, countOf, type JsonObject, objectOf, stringOf, timeOf } from '../../json.ts'
import { type MessageParts, readMessageParts } from '../../message-parts.ts'
import { SessionBuilder } from '../../session-builder.ts'
import type { TextPolicy } from '../../text-policy.ts'
import { readResponse, readToolCall } from './tool-result.ts'
import { tools } from './tools.ts'
import { readUserTexts, summaryOf, workspaceOf } from './user-text.ts'

type Writable<T> = { -readonly [K in keyof T]: T[K] }

interface Base {
  readonly at?: number
  readonly line?: number
}

/** What is kept of a message to recognise it when it is written again. */
interface KnownMessage<Text extends string> {
  thoughts: number
  reply?: Writable<ReplyEvent<Text>>
  /** Length of the reply before the text policy shortened it. */
  replyLength: number
}

/**
 * A conversation whose messages are written again and again under their ids: events are added when something is first told, and
 * nothing that happened is taken back when the agent shortens or rewinds its history.
 */
export class Chat<Text extends string> {
  readonly builder: SessionBuilder<Text>
  /** Set on a sub-agent's conversation, whose user is its parent. */
  isChild = false
  readonly #known = new Map<string, KnownMessage<Text>>()
  readonly #responses = new Map<string, ModelResponse>()
  readonly #prompts = new Set<string>()
  readonly #replies = new Set<string>()
  /** Whether anything but the opening context was told. */
  #told = false
  #model: string | undefined

  constructor(text: TextPolicy<Text>) {
    this.builder = new SessionBuilder('gemini-cli', tools, text)
  }

  /** A message of the log; `line` is undefined for a message of a document. Answers whether its type is known. */
  message(message: JsonObject, line: number | undefined): boolean {
    const id = stringOf(message['id']) ?? `line-${line ?? this.#known.size}`
    const at = timeOf(message['timestamp'])
    this.builder.seen(at)
    const base = { ...(at === undefined ? {} : { at }), ...(line === undefined ? {} : { line }) }
    switch (message['type'] ?? message['role']) {
      case 'user':
        this.#user(id, message, base)
        return true
      case 'gemini':
      case 'model':
        this.#answer(id, message, base)
        return true
      case 'error':
      case 'warning':
      case 'info':
        this.#notice(id, message, base)
        return true
      default:
        return false
    }
  }

  /**
   * The history as the agent goes on with it, from a `$set` row. Old messages may be gone or come back under new ids; only what was
   * never told before is news.
   */
  replace(messages: readonly JsonObject[], line: number): void {
    const fresh = !this.#told
    let compacted = false
    for (const message of messages) {
      const id = stringOf(message['id'])
      if (fresh || id === undefined) {
        this.message(message, line)
        continue
      }
      if (this.#known.has(id)) {
        this.#again(id, message, line)
        continue
      }
      const content = readMessageParts(message['content'])
      const text = content.texts.join('\n').trim()
      const summary = message['type'] === 'user' ? summaryOf(text) : undefined
      if (summary !== undefined) {
        this.#note(id)
        const at = timeOf(message['timestamp'])
        const base = { id, line, ...(at === undefined ? {} : { at }) }
        this.builder.add({
          type: 'compaction',
          ...base,
          trigger: 'unknown',
          summary: this.builder.text(summary, 'context'),
        })
        compacted = true
      } else if (
        this.#repeats(message['type'], content, text) ||
        (compacted && text.startsWith('Got it. Thanks for the additional context'))
      ) {
        this.#note(id)
      } else this.message(message, line)
    }
  }

  /** The session; of each response the numbers written last count. */
  build(fallbackId: string): Session<Text> {
    for (const response of this.#responses.values()) this.builder.response(response)
    return this.builder.build(fallbackId)
  }

  /** A known message as a later history holds it: its text may be masked or shortened by now, its calls and usage may be news. */
  #again(id: string, message: JsonObject, line: number): void {
    const at = timeOf(message['timestamp'])
    const base = { line, ...(at === undefined ? {} : { at }) }
    this.#usage(id, message, base)
    this.#results(readMessageParts(message['content']), base)
    for (const call of callsOf(message)) this.#call(call, id, base)
  }

  #results(content: MessageParts, base: Base): void {
    for (const response of content.responses) {
      const callId = stringOf(response['id'])
      if (callId === undefined) continue
      this.builder.result(callId, { ...readResponse(response), ...(base.at === undefined ? {} : { at: base.at }) })
    }
  }

  #repeats(type: unknown, content: MessageParts, text: string): boolean {
    if (content.calls.some((call) => !this.builder.hasCall(String(call['id'])))) return false
    if (text === '') return content.images === 0
    const prompt = readUserTexts(content.texts).prompt
    return type === 'user' ? prompt !== undefined && this.#prompts.has(prompt) : this.#replies.has(text)
  }

  #note(id: string): KnownMessage<Text> {
    const known = this.#known.get(id) ?? { thoughts: 0, replyLength: 0 }
    this.#known.set(id, known)
    return known
  }

  #user(id: string, message: JsonObject, base: Base): void {
    const content = readMessageParts(message['content'] ?? message['parts'])
    this.#results(content, base)
    if (this.#known.has(id)) return
    this.#note(id)
    // What the screen showed is what was typed; the content may hold whole files beside it.
    const shown = readMessageParts(message['displayContent']).texts.join('\n').trim()
    const read = readUserTexts(shown === '' || this.isChild ? content.texts : [shown])
    const context = shown === '' ? read.context : [...read.context, ...readUserTexts(content.texts).context]
    for (const [index, { kind, text }] of context.entries()) {
      if (kind === 'environment') this.builder.facts({ cwd: workspaceOf(text) })
      else this.#told = true
      this.builder.add({
        type: 'context',
        id: `${id}.c${index + 1}`,
        ...base,
        kind,
        text: this.builder.text(text, 'context'),
      })
    }
    if (read.prompt === undefined && content.images === 0) return
    this.#told = true
    const prompt = read.prompt ?? ''
    if (this.isChild) {
      this.builder.add({
        type: 'context',
        id,
        ...base,
        kind: 'instructions',
        text: this.builder.text(prompt, 'context'),
      })
      return
    }
    this.#prompts.add(prompt)
    this.builder.add({
      type: 'prompt',
      id,
      ...base,
      text: this.builder.text(prompt, 'prompt'),
      ...(content.images === 0 ? {} : { images: content.images }),
    })
  }

  #answer(id: string, message: JsonObject, base: Base): void {
    const known = this.#note(id)
    this.#told = true
    this.#usage(id, message, base)
    const model = stringOf(message['model'])
    if (model !== undefined && model !== this.#model) {
      if (this.#model !== undefined) {
        this.builder.add({
          type: 'lifecycle',
          id: `${id}.model`,
          ...base,
          phase: 'model',
          detail: this.builder.text(model, 'detail'),
        })
      }
      this.#model = model
    }
    const thoughts = arrayOf(message['thoughts'])
    for (const [index, item] of thoughts.entries()) {
      if (index < known.thoughts) continue
      const thought = objectOf(item)
      const text = [thought?.['subject'], thought?.['description']].filter(
        (part) => typeof part === 'string' && part !== '',
      )
      const at = timeOf(thought?.['timestamp']) ?? base.at
      this.builder.add({
        type: 'thinking',
        id: `${id}.t${index + 1}`,
        ...base,
        ...(at === undefined ? {} : { at }),
        text: this.builder.text(text.join('\n'), 'thinking'),
        responseId: id,
      })
    }
    known.thoughts = Math.max(known.thoughts, thoughts.length)
    const content = readMessageParts(message['content'] ?? message['parts'])
    this.#reply(id, content.texts.join('\n'), known, base)
    for (const call of callsOf(message)) this.#call(call, id, base)
    for (const call of content.calls) this.#call(call, id, base)
  }

  #reply(id: string, text: string, known: KnownMessage<Text>, base: Base): void {
    if (text.trim() === '') return
    this.#replies.add(text.trim())
    if (text.length <= known.replyLength) return
    known.replyLength = text.length
    if (known.reply !== undefined) {
      known.reply.text = this.builder.text(text, 'reply')
      return
    }
    const reply: Writable<ReplyEvent<Text>> = {
      type: 'reply',
      id,
      ...base,
      text: this.builder.text(text, 'reply'),
      responseId: id,
    }
    known.reply = reply
    this.builder.add(reply)
  }

  #call(call: JsonObject, messageId: string, base: Base): void {
    const callId = stringOf(call['id'])
    if (callId === undefined) return
    this.builder.call({
      id: `${messageId}.${callId}`,
      ...base,
      callId,
      name: stringOf(call['name']) ?? 'unknown',
      args: objectOf(call['args']) ?? {},
      responseId: messageId,
    })
    const end = readToolCall(call, base.at)
    if (end !== undefined) this.builder.result(callId, end)
  }

  #usage(id: string, message: JsonObject, base: Base): void {
    const tokens = objectOf(message['tokens'])
    if (tokens === undefined) return
    const earlier = this.#responses.get(id)
    if (earlier?.line !== undefined && base.line !== undefined) this.builder.drop(earlier.line, 'repeat', id)
    const model = stringOf(message['model']) ?? earlier?.model
    this.#responses.set(id, {
      id,
      ...(model === undefined ? {} : { model }),
      ...base,
      usage: candidateUsage({
        prompt: countOf(tokens['input']),
        cached: countOf(tokens['cached']),
        candidates: countOf(tokens['output']),
        thoughts: countOf(tokens['thoughts']),
        tool: countOf(tokens['tool']),
        total: countOf(tokens['total']),
      }),
    })
  }

  #notice(id: string, message: JsonObject, base: Base): void {
    if (this.#known.has(id)) return
    this.#note(id)
    this.#told = true
    const text = readMessageParts(message['content']).texts.join('\n').trim()
    if (text === '') return
    if (message['type'] === 'error') {
      this.builder.add({
        type: 'lifecycle',
        id,
        ...base,
        phase: 'api_error',
        detail: this.builder.text(text, 'detail'),
      })
    } else if (text === 'Request cancelled.') {
      this.builder.add({ type: 'lifecycle', id, ...base, phase: 'interrupt' })
    } else
      this.builder.add({ type: 'context', id, ...base, kind: 'notification', text: this.builder.text(text, 'context') })
  }
}

function callsOf(message: JsonObject): JsonObject[] {
  return arrayOf(message['toolCalls'])
    .map(objectOf)
    .filter((call) => call !== undefined)
}
