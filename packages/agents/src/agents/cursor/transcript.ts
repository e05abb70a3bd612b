import type { Session } from '@ses/model'
import type { ReadOptions, RowVerdict, TranscriptReader } from '../../agent.ts'
import { contentId } from '../../content-id.ts'
import { EventWriter } from '../../event-writer.ts'
import { arrayOf, type JsonObject, objectOf, stringOf } from '../../json.ts'
import { tools } from './tools.ts'
import { readUserQuery } from './user-query.ts'

/** How surely a row is Cursor's: a role and a message, and nothing else. */
export function recognise(row: JsonObject): number {
  if (row['type'] === 'metadata') return objectOf(row['metadata']) === undefined ? 0 : 0.5
  if (row['type'] === 'turn_ended') return typeof row['status'] === 'string' ? 0.5 : 0
  if (row['role'] !== 'user' && row['role'] !== 'assistant') return 0
  const keys = Object.keys(row)
  return keys.length === 2 && Array.isArray(objectOf(row['message'])?.['content']) ? 0.9 : 0
}

/** Opens a reader for one Cursor transcript; the file's name is its id, the folder's that of the session a sub-agent belongs to. */
export function open<Text extends string>(options: ReadOptions<Text>): TranscriptReader<Text> {
  return new Reader(options)
}

class Reader<Text extends string> implements TranscriptReader<Text> {
  readonly #writer: EventWriter<Text>
  readonly #path: string
  #beginning: string | undefined

  constructor({ text, path }: ReadOptions<Text>) {
    this.#writer = new EventWriter('cursor', tools, text)
    this.#path = path ?? ''
    const parent = /([^\\/]+)[\\/]subagents[\\/][^\\/]+$/.exec(this.#path)?.[1]
    if (parent !== undefined) this.#writer.builder.facts({ parent: { sessionId: parent } })
  }

  row = (row: JsonObject, line: number): RowVerdict => {
    this.#writer.place({ line })
    if (row['type'] === 'metadata') return 'known'
    if (row['type'] === 'turn_ended') return this.#turnEnded(row)
    const content = objectOf(row['message'])?.['content']
    if (row['role'] !== 'user' && row['role'] !== 'assistant') return 'unknown'
    const blocks = arrayOf(content).map(objectOf)
    if (typeof content === 'string') blocks.push({ type: 'text', text: content })
    for (const block of blocks) {
      if (block === undefined) continue
      if (row['role'] === 'user') this.#user(block)
      else this.#assistant(block, line)
    }
    return typeof content === 'string' || Array.isArray(content) ? 'known' : 'bad'
  }

  end = (): Session<Text> => {
    const stem = /([^\\/]+)\.jsonl$/.exec(this.#path)?.[1]
    return this.#writer.builder.build(stem ?? (this.#beginning === undefined ? 'unknown' : contentId(this.#beginning)))
  }

  #user(block: JsonObject): void {
    const text = stringOf(block['text'])
    if (block['type'] !== 'text' || text === undefined) return
    this.#beginning ??= text
    const { typed, envelope } = readUserQuery(text)
    this.#writer.context('ide', envelope)
    if (/[\\/]subagents[\\/]/.test(this.#path)) this.#writer.context('instructions', typed)
    else this.#writer.prompt(typed, { images: typed.split('\n').filter((line) => line.trim() === '[Image]').length })
  }

  #assistant(block: JsonObject, line: number): void {
    const responseId = String(line)
    if (block['type'] === 'text' && typeof block['text'] === 'string') this.#writer.reply(block['text'], responseId)
    else if (block['type'] === 'tool_use') {
      const { input } = block
      const args = objectOf(input) ?? (typeof input === 'string' ? { input } : {})
      this.#writer.call({ callId: stringOf(block['id']), name: stringOf(block['name']), args, responseId })
    }
  }

  #turnEnded(row: JsonObject): RowVerdict {
    const { status, error } = row
    if (status === 'error') {
      const detail = stringOf(error) ?? stringOf(objectOf(error)?.['message'])
      this.#writer.lifecycle('api_error', detail)
    } else if (status === 'aborted') this.#writer.lifecycle('interrupt')
    else this.#writer.lifecycle('turn_end')
    return 'known'
  }
}
