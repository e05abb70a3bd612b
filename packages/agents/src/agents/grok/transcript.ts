import type { ContextKind, Session } from '@ses/model'
import type { ReadOptions, RowVerdict, TranscriptReader } from '../../agent.ts'
import { arrayOf, type JsonObject, objectOf, stringOf } from '../../json.ts'
import { nameOfPath, namesOfPath } from '../../path-names.ts'
import { SessionBuilder } from '../../session-builder.ts'
import { tools } from './tools.ts'

/** How surely a row is Grok's: rows of a chat without times or ids. */
export function recognise(row: JsonObject): number {
  if ('uuid' in row || 'timestamp' in row || 'payload' in row || 'message' in row) return 0
  switch (row['type']) {
    case 'assistant':
      return typeof row['model_id'] === 'string' || Array.isArray(row['tool_calls']) ? 1 : 0
    case 'user':
      return 'prompt_index' in row || 'synthetic_reason' in row ? 1 : 0
    case 'tool_result':
      return typeof row['tool_call_id'] === 'string' ? 1 : 0
    case 'backend_tool_call':
      return objectOf(row['kind']) === undefined ? 0 : 1
    case 'reasoning':
      return Array.isArray(row['summary']) ? 0.4 : 0
    case 'system':
      return typeof row['content'] === 'string' && row['content'].startsWith('You are Grok') ? 1 : 0
  }
  return 0
}

/** Opens a reader for one session's `chat_history.jsonl`. */
export function open<Text extends string>(options: ReadOptions<Text>): TranscriptReader<Text> {
  return new Reader(options)
}

/** What the harness says of a row that no human typed. */
const REASONS: Readonly<Record<string, ContextKind>> = {
  environment_context: 'environment',
  system_reminder: 'reminder',
  compaction: 'summary',
  compaction_summary: 'summary',
}

/** Elements that the harness puts around or beside what was typed. */
const INJECTED = /^<(?:user_info|system-reminder|system_reminder|git_status|project_layout|skills|rules)\b/

class Reader<Text extends string> implements TranscriptReader<Text> {
  readonly #builder: SessionBuilder<Text>
  readonly #path: string | undefined
  #model: string | undefined
  #line = 0
  #part = 0

  constructor(options: ReadOptions<Text>) {
    this.#builder = new SessionBuilder('grok', tools, options.text)
    this.#path = options.path
  }

  row = (row: JsonObject, line: number): RowVerdict => {
    this.#line = line
    this.#part = 0
    switch (row['type']) {
      case 'system':
        return 'known'
      case 'user':
        this.#user(row)
        return 'known'
      case 'reasoning': {
        const summary = arrayOf(row['summary']).flatMap((item) => stringOf(objectOf(item)?.['text']) ?? [])
        this.#builder.add({
          type: 'thinking',
          ...this.#base(),
          text: this.#builder.text(summary.join('\n'), 'thinking'),
        })
        return 'known'
      }
      case 'assistant':
        this.#assistant(row)
        return 'known'
      case 'tool_result': {
        const callId = stringOf(row['tool_call_id'])
        if (callId === undefined) return 'bad'
        const outcome = row['is_error'] === true ? 'error' : 'ok'
        this.#builder.result(callId, { outcome, output: textOf(row['content']).text })
        return 'known'
      }
      case 'backend_tool_call':
        return this.#backendCall(objectOf(row['kind']))
    }
    return 'unknown'
  }

  end = (): Session<Text> => {
    const [file, folder] = namesOfPath(this.#path)
    const id = file === 'chat_history.jsonl' ? folder : nameOfPath(this.#path)
    return this.#builder.build(id ?? 'unknown')
  }

  #user(row: JsonObject): void {
    const { text, images } = textOf(row['content'])
    const interrupted = stringOf(row['prior_turn_interrupt'])
    if (interrupted !== undefined) {
      this.#builder.add({
        type: 'lifecycle',
        ...this.#base(),
        phase: 'interrupt',
        detail: this.#builder.text(interrupted, 'detail'),
      })
    }
    const reason = stringOf(row['synthetic_reason'])
    const typed = (/^<user_query>([\s\S]*)<\/user_query>$/.exec(text)?.[1] ?? text).trim()
    const kind =
      reason !== undefined && reason !== 'interjection'
        ? Object.hasOwn(REASONS, reason)
          ? (REASONS[reason] as ContextKind)
          : 'other'
        : INJECTED.test(typed)
          ? 'environment'
          : /^\/[a-z][\w:-]*(?:\s|$)/i.test(typed)
            ? 'command'
            : undefined
    if (kind === 'environment') {
      this.#builder.facts({ cwd: /Workspace Path: ([^\n<]{1,4096})/.exec(text)?.[1]?.trim() })
    }
    if (kind === 'summary') {
      this.#builder.add({
        type: 'compaction',
        ...this.#base(),
        trigger: 'unknown',
        summary: this.#builder.text(text, 'context'),
      })
    } else if (kind !== undefined) {
      this.#builder.add({ type: 'context', ...this.#base(), kind, text: this.#builder.text(text, 'context') })
    } else if (typed !== '' || images > 0) {
      this.#builder.add({
        type: 'prompt',
        ...this.#base(),
        text: this.#builder.text(typed, 'prompt'),
        ...(images === 0 ? {} : { images }),
        ...(reason === 'interjection' ? { queued: true } : {}),
      })
    }
  }

  #assistant(row: JsonObject): void {
    const responseId = `${this.#line}`
    const model = stringOf(row['model_id'])
    if (model !== undefined && model !== this.#model) {
      if (this.#model !== undefined) {
        this.#builder.add({
          type: 'lifecycle',
          ...this.#base(),
          phase: 'model',
          detail: this.#builder.text(model, 'detail'),
        })
      }
      this.#model = model
    }
    const { text } = textOf(row['content'])
    if (text !== '')
      this.#builder.add({ type: 'reply', ...this.#base(), text: this.#builder.text(text, 'reply'), responseId })
    for (const item of arrayOf(row['tool_calls'])) {
      const call = objectOf(item)
      if (call === undefined) continue
      const base = this.#base()
      this.#builder.call({
        ...base,
        callId: stringOf(call['id']) ?? base.id,
        name: stringOf(call['name']) ?? 'unknown',
        args: argumentsOf(call['arguments']),
        responseId,
      })
    }
  }

  /** A tool that ran at the provider. */
  #backendCall(kind: JsonObject | undefined): RowVerdict {
    if (kind === undefined) return 'bad'
    const base = this.#base()
    const callId = stringOf(kind['id']) ?? base.id
    this.#builder.call({
      ...base,
      callId,
      name: stringOf(kind['tool_type']) ?? 'unknown',
      args: objectOf(kind['action']) ?? {},
    })
    const status = kind['status']
    const outcome = status === 'completed' ? 'ok' : status === 'failed' ? 'error' : 'pending'
    this.#builder.result(callId, { outcome })
    return 'known'
  }

  #base(): { readonly id: string; readonly line: number } {
    this.#part += 1
    return { id: this.#part === 1 ? `${this.#line}` : `${this.#line}.${this.#part}`, line: this.#line }
  }
}

function textOf(content: unknown): { readonly text: string; readonly images: number } {
  if (typeof content === 'string') return { text: content.trim(), images: 0 }
  const blocks = arrayOf(content).map(objectOf)
  const texts = blocks.flatMap((block) => (typeof block?.['text'] === 'string' ? [block['text']] : []))
  return { text: texts.join('\n').trim(), images: blocks.filter((block) => block?.['type'] === 'image').length }
}

function argumentsOf(value: unknown): JsonObject {
  if (typeof value !== 'string') return objectOf(value) ?? {}
  try {
    return objectOf(JSON.parse(value)) ?? {}
  } catch {
    return {}
  }
}
