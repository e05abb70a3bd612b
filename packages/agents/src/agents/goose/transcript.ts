import type { Session } from '@ses/model'
import type { ReadOptions, RowVerdict, TranscriptReader } from '../../agent.ts'
import { contentText } from '../../content-text.ts'
import { EventWriter } from '../../event-writer.ts'
import { fileStem } from '../../file-stem.ts'
import { arrayOf, type JsonObject, numberOf, objectOf, stringOf, timeOf } from '../../json.ts'
import type { CallEnd } from '../../session-builder.ts'
import { isHeader } from './recognise.ts'
import { tools } from './tools.ts'
import { usageOf } from './usage.ts'

/** Opens a reader for one Goose session: its row, then its messages, then its ledger; or an export; or an old file. */
export function open<Text extends string>(options: ReadOptions<Text>): TranscriptReader<Text> {
  return new Reader(options)
}

class Reader<Text extends string> implements TranscriptReader<Text> {
  readonly #writer: EventWriter<Text>
  readonly #path: string | undefined
  #isChild = false
  #messages = 0
  /** Sums of the session, counted when no ledger tells the requests one by one. */
  #sum: { readonly row: JsonObject; readonly line: number } | undefined
  #hasLedger = false
  #id: string | undefined

  constructor({ text, path }: ReadOptions<Text>) {
    this.#writer = new EventWriter('goose', tools, text)
    this.#path = path
  }

  row = (row: JsonObject, line: number): RowVerdict => {
    const { table } = row
    if (table === 'sessions') return this.#session(row, line)
    if (table === 'messages') return this.#message(row, jsonOf(row['content_json']), line)
    if (table === 'usage_ledger') return this.#ledger(row, line)
    if (table !== undefined) return table === 'schema_version' || table === 'threads' ? 'known' : 'unknown'
    if (isHeader(row)) {
      this.#session(row, line)
      const conversation = row['conversation']
      const messages = Array.isArray(conversation) ? conversation : arrayOf(objectOf(conversation)?.['messages'])
      for (const item of messages) {
        const message = objectOf(item)
        if (message !== undefined) this.#message(message, message['content'], undefined)
      }
      return 'known'
    }
    return typeof row['role'] === 'string' ? this.#message(row, row['content'], line) : 'unknown'
  }

  end = (): Session<Text> => {
    const { builder } = this.#writer
    if (this.#sum !== undefined) {
      const { row, line } = this.#sum
      const usage = usageOf(row, 'accumulated_')
      if (this.#hasLedger) builder.drop(line, 'cumulative')
      else if (Object.values(usage).some((count) => count > 0)) {
        const at = timeOf(row['updated_at'])
        const model = modelOf(row)
        builder.response({
          id: `session:${this.#id ?? 'unknown'}`,
          ...(model === undefined ? {} : { model }),
          aggregate: true,
          ...(at === undefined ? {} : { at }),
          line,
          usage,
        })
      }
    }
    return builder.build(this.#id ?? fileStem(this.#path, '.jsonl') ?? 'unknown')
  }

  #session(row: JsonObject, line: number): RowVerdict {
    const id = stringOf(row['id']) ?? fileStem(this.#path, '.jsonl')
    if (this.#id !== undefined && id !== this.#id) return 'bad'
    this.#id = id
    this.#sum = { row, line }
    const parent = stringOf(row['parent_session_id'])
    this.#isChild = parent !== undefined || row['session_type'] === 'sub_agent'
    const { builder } = this.#writer
    builder.facts({
      id,
      cwd: stringOf(row['working_dir']),
      ...(parent === undefined ? {} : { parent: { sessionId: parent } }),
    })
    const title = stringOf(row['name']) ?? stringOf(row['description'])
    if (title !== undefined) builder.title(title)
    builder.seen(sqlTime(row['created_at']))
    builder.seen(sqlTime(row['updated_at']))
    return 'known'
  }

  #message(row: JsonObject, content: unknown, line: number | undefined): RowVerdict {
    const at = timeOf(row['created_timestamp']) ?? timeOf(row['created']) ?? sqlTime(row['timestamp'])
    const id = stringOf(row['message_id']) ?? (typeof row['id'] === 'number' ? String(row['id']) : stringOf(row['id']))
    const isRow = row['table'] === undefined && line !== undefined
    this.#messages += 1
    const place = id ?? `message-${this.#messages}`
    this.#writer.place(isRow ? { line, at } : { id: place, at })
    if (!Array.isArray(content)) return 'bad'
    const metadata = objectOf(row['metadata']) ?? objectOf(jsonOf(row['metadata_json']))
    const blocks = content.map(objectOf).filter((block) => block !== undefined)
    if (row['role'] === 'user') this.#user(blocks, metadata?.['userVisible'] === false)
    else if (row['role'] === 'assistant') this.#assistant(blocks, place)
    else return 'unknown'
    return 'known'
  }

  #user(blocks: readonly JsonObject[], hidden: boolean): void {
    const typed: string[] = []
    let images = 0
    for (const block of blocks) {
      if (block['type'] === 'toolResponse') this.#writer.result(stringOf(block['id']), readResult(block))
      else if (block['type'] === 'image') images += 1
      else if (typeof block['text'] === 'string') typed.push(block['text'])
      else if (block['type'] === 'conversationCompacted') this.#writer.compaction({ trigger: 'unknown' })
    }
    const text = typed.join('\n')
    if (this.#isChild) this.#writer.context('instructions', text)
    else if (hidden) this.#writer.context('other', text)
    else this.#writer.prompt(text, { images })
  }

  #assistant(blocks: readonly JsonObject[], responseId: string): void {
    for (const block of blocks) {
      switch (block['type']) {
        case 'text':
          this.#writer.reply(stringOf(block['text']) ?? '', responseId)
          break
        case 'thinking':
        case 'reasoning':
          this.#writer.thinking(stringOf(block['thinking']) ?? stringOf(block['text']) ?? '', responseId)
          break
        case 'redactedThinking':
          this.#writer.thinking('', responseId)
          break
        case 'toolRequest':
        case 'frontendToolRequest':
          this.#call(block, responseId)
          break
        case 'toolResponse':
          this.#writer.result(stringOf(block['id']), readResult(block))
          break
        case 'conversationCompacted':
          this.#writer.compaction({ trigger: 'unknown' })
          break
        case 'systemNotification':
          this.#writer.context('notification', stringOf(block['msg']) ?? '')
          break
      }
    }
  }

  #call(block: JsonObject, responseId: string): void {
    const told = objectOf(block['toolCall'])
    const value = objectOf(told?.['value'])
    const callId = this.#writer.call({
      callId: stringOf(block['id']),
      name: stringOf(value?.['name']),
      args: objectOf(value?.['arguments']) ?? {},
      responseId,
    })
    if (told?.['status'] === 'error') {
      this.#writer.builder.result(callId, { outcome: 'error', output: stringOf(told['error']) ?? '' })
    }
  }

  #ledger(row: JsonObject, line: number): RowVerdict {
    this.#hasLedger = true
    const model = stringOf(row['model'])
    const at = timeOf(row['created_timestamp'])
    this.#writer.builder.seen(at)
    this.#writer.builder.response({
      id: `ledger:${stringOf(row['session_id']) ?? this.#id ?? ''}:${numberOf(row['id']) ?? line}`,
      ...(model === undefined ? {} : { model }),
      ...(at === undefined ? {} : { at }),
      line,
      usage: usageOf(row, ''),
    })
    return 'known'
  }
}

function readResult(block: JsonObject): CallEnd {
  const told = objectOf(block['toolResult'])
  if (told?.['status'] === 'error') return { outcome: 'error', output: stringOf(told['error']) ?? '' }
  const { value } = told ?? {}
  const result = objectOf(value)
  const output = contentText(result === undefined ? value : result['content'])
  const declined = output.startsWith('The user has declined to run this tool')
  return { outcome: declined ? 'denied' : result?.['isError'] === true ? 'error' : 'ok', output }
}

function modelOf(row: JsonObject): string | undefined {
  const config = objectOf(jsonOf(row['model_config_json'])) ?? objectOf(row['model_config'])
  return stringOf(config?.['model_name']) ?? stringOf(config?.['model'])
}

/** SQLite writes `2026-01-02 03:04:05` and means UTC. */
function sqlTime(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/.test(value)) return timeOf(value)
  return timeOf(/(?:Z|[+-]\d\d:?\d\d| UTC)$/.test(value) ? value : `${value.replace(' ', 'T')}Z`)
}

function jsonOf(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}
