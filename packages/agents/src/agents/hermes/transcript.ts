import type { ContextKind, Session, ToolOutcome } from '@ses/model'
import type { ReadOptions, RowVerdict, TranscriptReader } from '../../agent.ts'
import { outcomeOfExit } from '../../checks/exit-outcome.ts'
import { arrayOf, type JsonObject, numberOf, objectOf, stringOf, timeOf } from '../../json.ts'
import { nameOfPath } from '../../path-names.ts'
import { type CallEnd, SessionBuilder } from '../../session-builder.ts'
import { tools } from './tools.ts'

/** How surely a row is Hermes's: a session document, or rows by `role` that begin with `session_meta`. */
export function recognise(row: JsonObject): number {
  if (Array.isArray(row['messages'])) {
    if (typeof row['session_id'] !== 'string') return 0
    return 'session_start' in row || 'platform' in row ? 1 : 0
  }
  if ('type' in row || 'message' in row || 'uuid' in row) return 0
  switch (row['role']) {
    case 'session_meta':
      return 1
    case 'tool':
      return typeof row['tool_call_id'] === 'string' ? 0.5 : 0
    case 'assistant':
      return 'finish_reason' in row || 'tool_calls' in row ? 0.5 : 0.2
    case 'user':
      return typeof row['content'] === 'string' && 'timestamp' in row ? 0.2 : 0
  }
  return 0
}

/** Opens a reader for one session: the document, or the rows of older versions. */
export function open<Text extends string>(options: ReadOptions<Text>): TranscriptReader<Text> {
  return new Reader(options)
}

/** Openings of texts that the harness writes in the user's name. */
const OPENINGS: readonly (readonly [string, ContextKind])[] = [
  ['[CONTEXT COMPACTION', 'summary'],
  ['[IMPORTANT: The user has invoked the', 'skill'],
  ['[SYSTEM: The user has invoked the', 'skill'],
  ['[SYSTEM:', 'reminder'],
  ['[System note:', 'reminder'],
]

interface Place {
  /** Position of the message in a document, or line of the row, from 1. */
  readonly index: number
  readonly line?: number
  readonly at?: number
}

class Reader<Text extends string> implements TranscriptReader<Text> {
  readonly #builder: SessionBuilder<Text>
  readonly #path: string | undefined
  #part = 0

  constructor(options: ReadOptions<Text>) {
    this.#builder = new SessionBuilder('hermes', tools, options.text)
    this.#path = options.path
  }

  row = (row: JsonObject, line: number): RowVerdict => {
    if (!Array.isArray(row['messages'])) return this.#message(row, { index: line, line, ...timeIn(row) })
    this.#builder.seen(timeOf(row['session_start']))
    this.#builder.seen(timeOf(row['last_updated']))
    this.#builder.facts({
      id: stringOf(row['session_id']),
      cwd: stringOf(row['cwd']) ?? stringOf(objectOf(row['model_config'])?.['cwd']),
      toolsOffered: toolsIn(row['tools']),
    })
    const title = stringOf(row['title'])
    if (title !== undefined) this.#builder.title(title)
    let verdict: RowVerdict = 'known'
    for (const [index, item] of row['messages'].entries()) {
      const message = objectOf(item)
      const known = message === undefined ? 'bad' : this.#message(message, { index: index + 1, ...timeIn(message) })
      if (known !== 'known') verdict = 'bad'
    }
    return verdict
  }

  end = (): Session<Text> => {
    const { startedAt } = this.#builder
    const name = nameOfPath(this.#path)?.replace(/^session_/, '')
    return this.#builder.build(name ?? (startedAt === undefined ? 'unknown' : `hermes-${startedAt}`))
  }

  #message(message: JsonObject, place: Place): RowVerdict {
    this.#part = 0
    this.#builder.seen(place.at)
    switch (message['role']) {
      case 'session_meta':
        this.#builder.facts({ id: stringOf(message['session_id']), toolsOffered: toolsIn(message['tools']) })
        return 'known'
      case 'system':
        return 'known'
      case 'user':
        this.#user(message, place)
        return 'known'
      case 'assistant':
        this.#assistant(message, place)
        return 'known'
      case 'tool':
        return this.#result(message, place)
    }
    return 'unknown'
  }

  #user(message: JsonObject, place: Place): void {
    const { text, images } = textOf(message['content'])
    const kind =
      OPENINGS.find(([opening]) => text.startsWith(opening))?.[1] ??
      (/^\/[a-z][\w:-]*(?:\s|$)/i.test(text) ? 'command' : undefined)
    if (kind === 'summary') {
      this.#builder.add({
        type: 'compaction',
        ...this.#base(place),
        trigger: 'unknown',
        summary: this.#builder.text(text, 'context'),
      })
    } else if (kind !== undefined) {
      this.#builder.add({ type: 'context', ...this.#base(place), kind, text: this.#builder.text(text, 'context') })
    } else if (text !== '' || images > 0) {
      this.#builder.add({
        type: 'prompt',
        ...this.#base(place),
        text: this.#builder.text(text, 'prompt'),
        ...(images === 0 ? {} : { images }),
      })
    }
  }

  #assistant(message: JsonObject, place: Place): void {
    const responseId = `${place.index}`
    const reasoning = stringOf(message['reasoning']) ?? stringOf(message['reasoning_content'])
    if (reasoning !== undefined) {
      this.#builder.add({
        type: 'thinking',
        ...this.#base(place),
        text: this.#builder.text(reasoning, 'thinking'),
        responseId,
      })
    }
    const { text } = textOf(message['content'])
    if (text !== '')
      this.#builder.add({ type: 'reply', ...this.#base(place), text: this.#builder.text(text, 'reply'), responseId })
    for (const item of arrayOf(message['tool_calls'])) {
      const call = objectOf(item)
      const made = objectOf(call?.['function'])
      if (call === undefined) continue
      const base = this.#base(place)
      this.#builder.call({
        ...base,
        callId: stringOf(call['id']) ?? stringOf(call['call_id']) ?? base.id,
        name: stringOf(made?.['name']) ?? stringOf(call['name']) ?? 'unknown',
        args: argumentsOf(made?.['arguments'] ?? call['arguments']),
        responseId,
      })
    }
  }

  #result(message: JsonObject, place: Place): RowVerdict {
    const callId = stringOf(message['tool_call_id'])
    if (callId === undefined) return 'bad'
    const call = this.#builder.callEvent(callId)
    this.#builder.result(callId, {
      ...readResult(message, call?.action === 'shell' ? (call.command ?? '') : undefined),
      ...(place.at === undefined ? {} : { at: place.at }),
    })
    return 'known'
  }

  #base(place: Place): { id: string; line?: number; at?: number } {
    this.#part += 1
    return {
      id: this.#part === 1 ? `${place.index}` : `${place.index}.${this.#part}`,
      ...(place.line === undefined ? {} : { line: place.line }),
      ...(place.at === undefined ? {} : { at: place.at }),
    }
  }
}

/** A result is bare text, or the JSON that Hermes's tools answer with: `{ output, exit_code, error, success }`. */
function readResult(message: JsonObject, command: string | undefined): CallEnd {
  const { text } = textOf(message['content'])
  const answer = text.startsWith('{') ? argumentsOf(text) : {}
  const exitCode = command === undefined ? undefined : numberOf(answer['exit_code'])
  const output = command !== undefined && typeof answer['output'] === 'string' ? answer['output'] : text
  return {
    outcome: outcomeOf(message, answer, command, exitCode),
    output,
    ...(exitCode === undefined ? {} : { exitCode }),
  }
}

function outcomeOf(
  message: JsonObject,
  answer: JsonObject,
  command: string | undefined,
  exitCode: number | undefined,
): ToolOutcome {
  if (answer['status'] === 'blocked' || answer['status'] === 'denied') return 'denied'
  if (exitCode !== undefined && exitCode >= 0) return outcomeOfExit(command, exitCode)
  const failed = stringOf(answer['error']) !== undefined || answer['success'] === false
  return failed || message['finish_reason'] === 'error' || (exitCode ?? 0) < 0 ? 'error' : 'ok'
}

function textOf(content: unknown): { readonly text: string; readonly images: number } {
  if (typeof content === 'string') return { text: content.trim(), images: 0 }
  const blocks = arrayOf(content).map(objectOf)
  const texts = blocks.flatMap((block) => (typeof block?.['text'] === 'string' ? [block['text']] : []))
  const images = blocks.filter((block) => /image/.test(String(block?.['type']))).length
  return { text: texts.join('\n').trim(), images }
}

function argumentsOf(value: unknown): JsonObject {
  if (typeof value !== 'string') return objectOf(value) ?? {}
  try {
    return objectOf(JSON.parse(value)) ?? {}
  } catch {
    return {}
  }
}

function toolsIn(value: unknown): string[] | undefined {
  const names = arrayOf(value).flatMap((item) => {
    const tool = objectOf(item)
    return stringOf(item) ?? stringOf(objectOf(tool?.['function'])?.['name']) ?? stringOf(tool?.['name']) ?? []
  })
  return names.length === 0 ? undefined : names
}

function timeIn(row: JsonObject): { at?: number } {
  const at = timeOf(row['timestamp'])
  return at === undefined ? {} : { at }
}
