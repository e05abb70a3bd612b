import type { ContextKind, LifecyclePhase, Usage } from '@ses/model'
import { outcomeOfExit } from '../../checks/exit-outcome.ts'
import { arrayOf, countOf, type JsonObject, objectOf, stringOf } from '../../json.ts'
import { SessionBuilder } from '../../session-builder.ts'
import type { TextPolicy } from '../../text-policy.ts'
import { tools } from './tools.ts'

/** Where and when a row was written. */
export interface Place {
  readonly line: number
  readonly at?: number
}

/** One agent's conversation. */
export class Thread<Text extends string> {
  readonly builder: SessionBuilder<Text>
  readonly #denied = new Set<string>()
  readonly #open = new Set<string>()
  #model: string | undefined
  #line = 0
  #part = 0

  constructor(text: TextPolicy<Text>) {
    this.builder = new SessionBuilder('kimi', tools, text)
  }

  prompt(parts: unknown, queued: boolean, place: Place): void {
    const { text, images } = textOf(parts)
    if (/^\/[a-z][\w:-]*(?:\s|$)/i.test(text)) {
      this.context('command', text, place)
      return
    }
    if (text === '' && images === 0) return
    this.builder.add({
      type: 'prompt',
      ...this.#base(place),
      text: this.builder.text(text, 'prompt'),
      ...(images === 0 ? {} : { images }),
      ...(queued ? { queued } : {}),
    })
  }

  context(kind: ContextKind, text: string, place: Place): void {
    if (text === '') return
    this.builder.add({ type: 'context', ...this.#base(place), kind, text: this.builder.text(text, 'context') })
  }

  /** A part of the model's answer: `text` or `think`. */
  part(part: JsonObject, responseId: string | undefined, place: Place): void {
    const thinking = part['type'] === 'think'
    const text = stringOf(thinking ? (part['think'] ?? part['text']) : part['text'])
    if (text === undefined || text.trim() === '') return
    const type = thinking ? 'thinking' : 'reply'
    this.builder.add({
      type,
      ...this.#base(place),
      text: this.builder.text(text, type),
      ...(responseId === undefined ? {} : { responseId }),
    })
  }

  call(callId: string, name: string, args: JsonObject, responseId: string | undefined, place: Place): void {
    this.#open.add(callId)
    this.builder.call({
      ...this.#base(place),
      callId,
      name,
      args,
      ...(responseId === undefined ? {} : { responseId }),
    })
  }

  /** Notes that a person or a rule said no to a call. */
  deny(callId: string): void {
    this.#denied.add(callId)
  }

  /** A call's result; `childId` names the sub-agent that made it. */
  result(callId: string, output: string, failed: boolean, childId: string | undefined, place: Place): void {
    this.#open.delete(callId)
    const call = this.builder.callEvent(callId)
    const shell = call?.action === 'shell'
    const code = shell ? /(?:^|\n)Command failed with exit code: (\d{1,3})\.?\s*$/.exec(output.slice(-200)) : null
    const background = call?.input?.includes('"run_in_background":true') === true
    const exitCode = code !== null ? Number(code[1]) : shell && !failed && !background ? 0 : undefined
    const denied = this.#denied.has(callId)
    const failure = exitCode === undefined ? 'error' : outcomeOfExit(call?.command ?? '', exitCode)
    this.builder.result(callId, {
      outcome: denied ? 'denied' : failed ? failure : 'ok',
      output: code === null ? output : output.slice(0, output.length - code[0].length),
      ...(exitCode === undefined || denied ? {} : { exitCode }),
      ...(childId === undefined ? {} : { childId }),
      ...(background ? { background } : {}),
      ...(place.at === undefined ? {} : { at: place.at }),
    })
  }

  interrupt(place: Place): void {
    for (const callId of this.#open) this.builder.result(callId, { outcome: 'interrupted' })
    this.#open.clear()
    this.lifecycle('interrupt', undefined, place)
  }

  model(model: string | undefined, place: Place): void {
    if (model === undefined || model === this.#model) return
    if (this.#model !== undefined) this.lifecycle('model', model, place)
    this.#model = model
  }

  compaction(row: JsonObject, trigger: 'auto' | 'manual' | 'unknown', place: Place): void {
    const summary = stringOf(row['summary'])
    const tokensBefore = countOf(row['tokensBefore'])
    const tokensAfter = countOf(row['tokensAfter'])
    this.builder.add({
      type: 'compaction',
      ...this.#base(place),
      trigger,
      ...(tokensBefore === 0 ? {} : { tokensBefore }),
      ...(tokensAfter === 0 ? {} : { tokensAfter }),
      ...(summary === undefined ? {} : { summary: this.builder.text(summary, 'context') }),
    })
  }

  lifecycle(phase: LifecyclePhase, detail: string | undefined, place: Place): void {
    this.builder.add({
      type: 'lifecycle',
      ...this.#base(place),
      phase,
      ...(detail === undefined ? {} : { detail: this.builder.text(detail, 'detail') }),
    })
  }

  response(id: string, model: string | undefined, usage: Usage, place: Place): void {
    this.builder.response({ id, ...(model === undefined ? {} : { model }), ...place, usage })
  }

  #base(place: Place): Place & { readonly id: string } {
    this.#part = place.line === this.#line ? this.#part + 1 : 1
    this.#line = place.line
    return { id: this.#part === 1 ? `${place.line}` : `${place.line}.${this.#part}`, ...place }
  }
}

/** Usage in either spelling; its classes do not overlap. */
export function usageOf(usage: JsonObject): Usage {
  return {
    inputTokens: countOf(usage['inputOther'] ?? usage['input_other']),
    cacheReadTokens: countOf(usage['inputCacheRead'] ?? usage['input_cache_read']),
    cacheWriteTokens: countOf(usage['inputCacheCreation'] ?? usage['input_cache_creation']),
    cacheWrite1hTokens: 0,
    outputTokens: countOf(usage['output']),
    reasoningTokens: 0,
    webSearches: 0,
  }
}

/** Text and pictures of a text or a list of parts. */
export function textOf(parts: unknown): { readonly text: string; readonly images: number } {
  if (typeof parts === 'string') return { text: parts.trim(), images: 0 }
  const blocks = arrayOf(parts).map((part) => (typeof part === 'string' ? { text: part } : objectOf(part)))
  const texts = blocks.flatMap((block) => (typeof block?.['text'] === 'string' ? [block['text']] : []))
  const images = blocks.filter((block) => /image/.test(String((block as JsonObject | undefined)?.['type']))).length
  return { text: texts.join('\n').trim(), images }
}
