import type { Session } from '@ses/model'
import type { ReadOptions, RowVerdict, TranscriptReader } from '../../agent.ts'
import { arrayOf, type JsonObject, objectOf, stringOf, timeOf } from '../../json.ts'
import { nameOfPath } from '../../path-names.ts'
import { Chat } from './chat.ts'

const MESSAGE_TYPES = new Set(['user', 'gemini', 'info', 'warning', 'error', 'model'])

/** How surely a row is Gemini CLI's: its header, its `$` operations, its messages, or a whole session document. */
export function recognise(row: JsonObject): number {
  if (typeof row['projectHash'] === 'string' && 'sessionId' in row && 'startTime' in row) return 1
  if (objectOf(row['$set']) !== undefined || typeof row['$rewindTo'] === 'string') return 1
  if (Array.isArray(row['history'])) return row['history'].some((item) => isTurn(objectOf(item))) ? 0.6 : 0
  const messages = arrayOf(row['messages'])
  if ('sessionId' in row && messages.some((item) => objectOf(item)?.['type'] === 'gemini')) return 1
  if (typeof row['id'] !== 'string' || !('content' in row) || 'uuid' in row || 'message' in row) return 0
  if (row['type'] === 'gemini') return 1
  return MESSAGE_TYPES.has(String(row['type'])) && 'timestamp' in row && !('role' in row) ? 0.5 : 0
}

/** Opens a reader for one Gemini CLI session: the log of upserts, or the older single document. */
export function open<Text extends string>(options: ReadOptions<Text>): TranscriptReader<Text> {
  return new Reader(options)
}

class Reader<Text extends string> implements TranscriptReader<Text> {
  readonly #chat: Chat<Text>
  readonly #path: string
  #sessionId: string | undefined

  constructor(options: ReadOptions<Text>) {
    this.#chat = new Chat(options.text)
    this.#path = (options.path ?? '').replaceAll('\\', '/')
  }

  row = (row: JsonObject, line: number): RowVerdict => {
    const rewindTo = stringOf(row['$rewindTo'])
    if (rewindTo !== undefined) {
      const detail = this.#chat.builder.text(rewindTo, 'detail')
      this.#chat.builder.add({ type: 'lifecycle', id: `line-${line}`, line, phase: 'rewind', detail })
      return 'known'
    }
    const update = objectOf(row['$set'])
    if (update !== undefined) {
      this.#metadata(update)
      this.#chat.replace(rows(update['messages']), line)
      return 'known'
    }
    if (Array.isArray(row['messages']) || Array.isArray(row['history'])) return this.#document(row)
    if ('id' in row && 'type' in row) {
      return this.#chat.message(row, line) ? 'known' : 'unknown'
    }
    if ('sessionId' in row) {
      if (this.#sessionId !== undefined) {
        const at = timeOf(row['startTime'])
        const base = { id: `line-${line}`, line, ...(at === undefined ? {} : { at }) }
        this.#chat.builder.add({ type: 'lifecycle', ...base, phase: 'resume' })
      }
      this.#metadata(row)
      return 'known'
    }
    return 'unknown'
  }

  end = (): Session<Text> => {
    const [, parent] = /\/chats\/([^/]+)\/[^/]+\.jsonl?$/.exec(this.#path) ?? []
    if (this.#chat.isChild || parent !== undefined) {
      this.#chat.builder.facts({ parent: { sessionId: parent ?? 'unknown' } })
    }
    this.#chat.builder.facts({ id: this.#sessionId })
    return this.#chat.build(nameOfPath(this.#path) ?? 'unknown')
  }

  #document(row: JsonObject): RowVerdict {
    this.#metadata(row)
    const history = rows(row['history'])
    for (const [index, turn] of history.entries()) {
      this.#chat.message({ ...turn, id: `turn-${index + 1}`, timestamp: turn['ts'], content: turn['parts'] }, undefined)
    }
    let odd = false
    for (const message of rows(row['messages'])) odd = !this.#chat.message(message, undefined) || odd
    return odd ? 'bad' : 'known'
  }

  #metadata(row: JsonObject): void {
    this.#sessionId ??= stringOf(row['sessionId'])
    if (row['kind'] === 'subagent') this.#chat.isChild = true
    const summary = stringOf(row['summary'])
    if (summary !== undefined) this.#chat.builder.title(summary)
    this.#chat.builder.facts({ cwd: stringOf(arrayOf(row['directories'])[0]) })
    this.#chat.builder.seen(timeOf(row['startTime'] ?? row['start_time']))
    this.#chat.builder.seen(timeOf(row['lastUpdated']))
  }
}

function rows(value: unknown): JsonObject[] {
  return arrayOf(value)
    .map(objectOf)
    .filter((row) => row !== undefined)
}

function isTurn(turn: JsonObject | undefined): boolean {
  return Array.isArray(turn?.['parts']) && /^(?:user|model|gemini)$/.test(String(turn['role']))
}
