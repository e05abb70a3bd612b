import type { ContextKind, LifecyclePhase } from '@ses/model'
import { arrayOf, type JsonObject, numberOf, objectOf, stringOf } from '../../json.ts'
import { SessionBuilder } from '../../session-builder.ts'
import type { TextPolicy } from '../../text-policy.ts'
import { argumentsOf, readToolResult } from './tool-result.ts'
import { tools } from './tools.ts'

/** Where and when a row was written. */
export interface Place {
  readonly line: number
  readonly at?: number
}

/** One conversation: the main one, or a sub-agent's, whose user is its parent. */
export class Thread<Text extends string> {
  readonly builder: SessionBuilder<Text>
  readonly #isChild: boolean
  readonly #open = new Set<string>()
  readonly #started = new Map<string, number>()
  readonly #thoughts = new Set<string>()
  #model: string | undefined
  #line = 0
  #part = 0

  constructor(text: TextPolicy<Text>, isChild: boolean) {
    this.builder = new SessionBuilder('copilot-cli', tools, text)
    this.#isChild = isChild
  }

  /** A `user.message`: what a human typed, unless its source says otherwise. */
  user(data: JsonObject, place: Place): void {
    const text = (stringOf(data['content']) ?? '').trim()
    const images = arrayOf(data['attachments']).filter((item) => {
      const attachment = objectOf(item)
      return attachment?.['type'] === 'image' || String(attachment?.['mimeType'] ?? '').startsWith('image/')
    }).length
    const source = stringOf(data['source'])
    if (this.#isChild || (source !== undefined && source !== 'user')) {
      const kind = this.#isChild ? 'instructions' : source?.startsWith('skill') === true ? 'skill' : 'notification'
      if (text !== '') this.context(kind, text, place)
      return
    }
    if (/^\/[a-z][\w:-]*(?:\s|$)/i.test(text)) {
      this.context('command', text, place)
      return
    }
    if (text === '' && images === 0) return
    const delivery = stringOf(data['delivery'])
    this.builder.add({
      type: 'prompt',
      ...this.#base(place),
      text: this.builder.text(text, 'prompt'),
      ...(images === 0 ? {} : { images }),
      ...(delivery === undefined || delivery === 'idle' ? {} : { queued: true }),
    })
  }

  /** An `assistant.message`: one response of the model. */
  assistant(data: JsonObject, place: Place): void {
    const responseId = stringOf(data['apiCallId']) ?? stringOf(data['messageId']) ?? `line-${place.line}`
    this.model(stringOf(data['model']), place)
    const reasoning = stringOf(data['reasoningText'])
    if (reasoning !== undefined || stringOf(data['reasoningOpaque']) !== undefined) {
      this.reasoning(reasoning ?? '', responseId, place)
    }
    const text = stringOf(data['content'])
    if (text !== undefined && text.trim() !== '') {
      this.builder.add({ type: 'reply', ...this.#base(place), text: this.builder.text(text, 'reply'), responseId })
    }
    for (const item of arrayOf(data['toolRequests'])) {
      const request = objectOf(item)
      if (request !== undefined) this.#call(request, stringOf(request['name']), responseId, place)
    }
  }

  /** Reasoning, told by the message or by a row of its own before it. */
  reasoning(text: string, responseId: string | undefined, place: Place): void {
    if (text !== '' && this.#thoughts.has(text)) return
    this.#thoughts.add(text)
    this.builder.add({
      type: 'thinking',
      ...this.#base(place),
      text: this.builder.text(text, 'thinking'),
      ...(responseId === undefined ? {} : { responseId }),
    })
  }

  /** A `tool.execution_start`; the call is known from the message already, unless the harness made it itself. */
  started(data: JsonObject, place: Place): void {
    const callId = stringOf(data['toolCallId'])
    if (callId === undefined) return
    if (place.at !== undefined) this.#started.set(callId, place.at)
    this.#call(data, stringOf(data['toolName']), undefined, place)
  }

  /** A `tool.execution_complete`. */
  completed(data: JsonObject, place: Place): void {
    const callId = stringOf(data['toolCallId'])
    if (callId === undefined) return
    this.#open.delete(callId)
    const call = this.builder.callEvent(callId)
    const startedAt = this.#started.get(callId)
    const durationMs = startedAt === undefined || place.at === undefined ? undefined : Math.max(0, place.at - startedAt)
    this.builder.result(callId, {
      ...readToolResult(data, call?.action === 'shell' ? (call.command ?? '') : undefined),
      ...(place.at === undefined ? {} : { at: place.at }),
      ...(durationMs === undefined ? {} : { durationMs }),
    })
  }

  model(model: string | undefined, place: Place): void {
    if (model === undefined || model === this.#model) return
    if (this.#model !== undefined) this.lifecycle('model', model, place)
    this.#model = model
  }

  interrupt(reason: string | undefined, place: Place): void {
    for (const callId of this.#open) this.builder.result(callId, { outcome: 'interrupted' })
    this.#open.clear()
    this.lifecycle('interrupt', reason, place)
  }

  compaction(data: JsonObject, place: Place): void {
    if (data['success'] === false) return
    const trigger = data['trigger']
    const tokensBefore = numberOf(data['preCompactionTokens'])
    const tokensAfter = numberOf(data['postCompactionTokens'])
    const summary = stringOf(data['summaryContent'])
    this.builder.add({
      type: 'compaction',
      ...this.#base(place),
      trigger: trigger === 'manual' || trigger === 'auto' ? trigger : 'unknown',
      ...(tokensBefore === undefined ? {} : { tokensBefore }),
      ...(tokensAfter === undefined ? {} : { tokensAfter }),
      ...(summary === undefined ? {} : { summary: this.builder.text(summary, 'context') }),
    })
  }

  context(kind: ContextKind, text: string, place: Place): void {
    this.builder.add({ type: 'context', ...this.#base(place), kind, text: this.builder.text(text, 'context') })
  }

  lifecycle(phase: LifecyclePhase, detail: string | undefined, place: Place): void {
    this.builder.add({
      type: 'lifecycle',
      ...this.#base(place),
      phase,
      ...(detail === undefined ? {} : { detail: this.builder.text(detail, 'detail') }),
    })
  }

  #call(request: JsonObject, name: string | undefined, responseId: string | undefined, place: Place): void {
    const callId = stringOf(request['toolCallId'])
    if (callId === undefined || this.builder.hasCall(callId)) return
    this.#open.add(callId)
    this.builder.call({
      ...this.#base(place),
      callId,
      name: name ?? 'unknown',
      args: argumentsOf(request['arguments']),
      ...(responseId === undefined ? {} : { responseId }),
    })
  }

  #base(place: Place): Place & { readonly id: string } {
    this.#part = place.line === this.#line ? this.#part + 1 : 1
    this.#line = place.line
    return { id: this.#part === 1 ? `${place.line}` : `${place.line}.${this.#part}`, ...place }
  }
}
