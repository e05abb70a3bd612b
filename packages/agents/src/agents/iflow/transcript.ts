import type { ContextKind, Session } from '@ses/model'
import type { ReadOptions, RowVerdict, TranscriptReader } from '../../agent.ts'
import { outcomeOfExit } from '../../checks/exit-outcome.ts'
import { amendByDisplay } from '../../file-diff-display.ts'
import { arrayOf, countOf, type JsonObject, objectOf, stringOf, timeOf } from '../../json.ts'
import { readLabelledOutput } from '../../labelled-output.ts'
import { readMessageParts, textOfResponses } from '../../message-parts.ts'
import { nameOfPath } from '../../path-names.ts'
import { type CallEnd, SessionBuilder } from '../../session-builder.ts'
import { tools } from './tools.ts'

const SESSION_ID = /^session-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** How surely a row is iFlow's: Claude Code's chain with session ids that begin with `session-`. */
export function recognise(row: JsonObject): number {
  if (row['type'] !== 'user' && row['type'] !== 'assistant') return 0
  if (typeof row['uuid'] !== 'string' || !('parentUuid' in row) || 'provenance' in row) return 0
  return SESSION_ID.test(String(row['sessionId'])) ? 1 : 0
}

/** Opens a reader for one iFlow session. */
export function open<Text extends string>(options: ReadOptions<Text>): TranscriptReader<Text> {
  return new Reader(options)
}

/** Openings of texts that no human typed. */
const OPENINGS: readonly (readonly [string, ContextKind])[] = [
  ['<system-reminder', 'reminder'],
  ['<task-notification', 'notification'],
  ['<local-command-', 'command'],
  ['<command-', 'command'],
  ['<session_context>', 'environment'],
  ['Stop hook feedback:', 'hook'],
  ['This session is being continued', 'summary'],
]

/** A snapshot written sooner than this after the one before belongs to the same streamed answer, in milliseconds. */
const BURST_MS = 1000

interface Place {
  readonly line: number
  readonly at?: number
}

/** What is kept of a streamed answer: each of its rows shows the blocks that are active just then. */
interface Burst {
  readonly parent: string
  readonly responseId: string
  readonly texts: Set<string>
  line: number
  at: number
}

class Reader<Text extends string> implements TranscriptReader<Text> {
  readonly #builder: SessionBuilder<Text>
  readonly #path: string | undefined
  #part = 0
  #burst: Burst | undefined

  constructor(options: ReadOptions<Text>) {
    this.#builder = new SessionBuilder('iflow', tools, options.text)
    this.#path = options.path
  }

  row = (row: JsonObject, line: number): RowVerdict => {
    const type = row['type']
    if (type !== 'user' && type !== 'assistant') {
      this.#builder.seen(timeOf(row['timestamp']))
      return type === 'system' || type === 'summary' ? 'known' : 'unknown'
    }
    const message = objectOf(row['message'])
    if (message === undefined) return 'bad'
    this.#part = 0
    const at = timeOf(row['timestamp'])
    const place: Place = at === undefined ? { line } : { line, at }
    this.#builder.seen(at)
    this.#builder.facts({
      id: stringOf(row['sessionId']),
      cwd: stringOf(row['cwd']),
      agentVersion: stringOf(row['version']),
      gitBranch: stringOf(row['gitBranch']),
    })
    if (type === 'user') this.#user(row, message['content'], place)
    else this.#assistant(row, message, place)
    return 'known'
  }

  end = (): Session<Text> => this.#builder.build(nameOfPath(this.#path) ?? 'unknown')

  #user(row: JsonObject, content: unknown, place: Place): void {
    const texts: string[] = typeof content === 'string' ? [content] : []
    let images = 0
    for (const item of arrayOf(content)) {
      const block = objectOf(item)
      if (block?.['type'] === 'tool_result') this.#result(block, row, place)
      else if (block?.['type'] === 'image') images += 1
      else if (typeof block?.['text'] === 'string') texts.push(block['text'])
    }
    const text = texts.join('\n').trim()
    if (text === '' && images === 0) return
    if (text.startsWith('[Request interrupted')) {
      this.#builder.add({ type: 'lifecycle', ...this.#base(place), phase: 'interrupt' })
      return
    }
    const kind =
      row['isMeta'] === true
        ? 'reminder'
        : row['isCompactSummary'] === true
          ? 'summary'
          : (OPENINGS.find(([opening]) => text.startsWith(opening))?.[1] ??
            (/^\/[a-z][\w:-]*(?:\s|$)/i.test(text) ? 'command' : undefined))
    if (kind === 'summary') {
      const summary = this.#builder.text(text, 'context')
      this.#builder.add({ type: 'compaction', ...this.#base(place), trigger: 'unknown', summary })
    } else if (kind !== undefined) {
      this.#builder.add({ type: 'context', ...this.#base(place), kind, text: this.#builder.text(text, 'context') })
    } else {
      this.#builder.add({
        type: 'prompt',
        ...this.#base(place),
        text: this.#builder.text(text, 'prompt'),
        ...(images === 0 ? {} : { images }),
      })
    }
  }

  #assistant(row: JsonObject, message: JsonObject, place: Place): void {
    const burst = this.#burstOf(row, message, place)
    const usage = objectOf(message['usage'])
    if (usage !== undefined) this.#usage(usage, message, burst.responseId, place)
    const content = message['content']
    for (const item of typeof content === 'string' ? [{ type: 'text', text: content }] : arrayOf(content)) {
      const block = objectOf(item)
      const text = stringOf(block?.['text']) ?? stringOf(block?.['thinking'])
      if (block?.['type'] === 'tool_use') this.#call(block, burst.responseId, place)
      else if (text !== undefined && text.trim() !== '' && !burst.texts.has(text)) {
        burst.texts.add(text)
        const type = block?.['type'] === 'thinking' ? 'thinking' : 'reply'
        const responseId = burst.responseId
        this.#builder.add({ type, ...this.#base(place), text: this.#builder.text(text, type), responseId })
      }
    }
  }

  #burstOf(row: JsonObject, message: JsonObject, place: Place): Burst {
    const parent = stringOf(row['parentUuid']) ?? ''
    const last = this.#burst
    const at = place.at ?? 0
    if (last !== undefined && last.parent === parent && last.line === place.line - 1 && at - last.at < BURST_MS) {
      last.line = place.line
      last.at = at
      return last
    }
    const responseId = stringOf(message['id']) ?? stringOf(row['uuid']) ?? `line-${place.line}`
    this.#burst = { parent, responseId, texts: new Set(), line: place.line, at }
    return this.#burst
  }

  #usage(usage: JsonObject, message: JsonObject, id: string, place: Place): void {
    const counts = {
      inputTokens: countOf(usage['input_tokens']),
      cacheReadTokens: countOf(usage['cache_read_input_tokens']),
      cacheWriteTokens: countOf(usage['cache_creation_input_tokens']),
      cacheWrite1hTokens: 0,
      outputTokens: countOf(usage['output_tokens']),
      reasoningTokens: 0,
      webSearches: 0,
    }
    // Version 1.0.0 writes zeros, which say nothing.
    if (Object.values(counts).every((count) => count === 0)) return
    const model = stringOf(message['model'])
    this.#builder.response({ id, ...(model === undefined ? {} : { model }), ...place, usage: counts })
  }

  #call(block: JsonObject, responseId: string, place: Place): void {
    const callId = stringOf(block['id'])
    if (callId === undefined || this.#builder.hasCall(callId)) return
    const name = stringOf(block['name']) ?? 'unknown'
    this.#builder.call({ ...this.#base(place), callId, name, args: objectOf(block['input']) ?? {}, responseId })
  }

  #result(block: JsonObject, row: JsonObject, place: Place): void {
    const callId = stringOf(block['tool_use_id'])
    if (callId === undefined) return
    const call = this.#builder.callEvent(callId)
    const command = call?.action === 'shell' ? (call.command ?? '') : undefined
    this.#builder.result(callId, {
      ...readResult(block, objectOf(row['toolUseResult']) ?? {}, command),
      ...(place.at === undefined ? {} : { at: place.at }),
    })
  }

  #base(place: Place): Place & { readonly id: string } {
    this.#part += 1
    return { id: this.#part === 1 ? `${place.line}` : `${place.line}.${this.#part}`, ...place }
  }
}

/** Reads a `tool_result` block: a text, or `{ responseParts, resultDisplay }` of the Gemini API's shape. */
function readResult(block: JsonObject, record: JsonObject, command: string | undefined): CallEnd {
  const content = objectOf(block['content'])
  const parts = readMessageParts(content?.['responseParts'])
  const told = textOfResponses(parts.responses)
  const plain = typeof block['content'] === 'string' ? [block['content']] : readMessageParts(block['content']).texts
  const text = told.text === '' ? [...parts.texts, ...plain].join('\n') : told.text
  const labelled = command === undefined ? undefined : readLabelledOutput(text)
  const status = stringOf(record['status'])
  const failed = status === 'error' || block['is_error'] === true || (status === undefined && told.failed)
  const exitCode = labelled?.exitCode
  const amend = amendByDisplay(objectOf(content?.['resultDisplay']), text, record['toolName'] === 'write_file')
  const cancelled = status === 'cancelled'
  return {
    outcome: cancelled
      ? 'interrupted'
      : exitCode !== undefined
        ? outcomeOfExit(command, exitCode)
        : failed
          ? 'error'
          : 'ok',
    output: labelled?.output ?? text,
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(amend === undefined ? {} : { amend }),
  }
}
