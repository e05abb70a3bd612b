import type { Session } from '@ses/model'
import type { ReadOptions, RowVerdict, TranscriptReader } from '../../agent.ts'
import { EventWriter } from '../../event-writer.ts'
import { fileStem } from '../../file-stem.ts'
import { arrayOf, type JsonObject, objectOf, stringOf, timeOf } from '../../json.ts'
import { writeConversation } from './conversation.ts'
import { isConversation, isDescription } from './recognise.ts'
import { readToolResult, textOfParts } from './tool-result.ts'
import { tools } from './tools.ts'

/** Opens a reader for one Kiro session. Kiro bills credits and records no tokens. */
export function open<Text extends string>(options: ReadOptions<Text>): TranscriptReader<Text> {
  return new Reader(options)
}

class Reader<Text extends string> implements TranscriptReader<Text> {
  readonly #writer: EventWriter<Text>
  readonly #path: string

  constructor({ text, path }: ReadOptions<Text>) {
    this.#writer = new EventWriter('kiro', tools, text)
    this.#path = path ?? ''
  }

  row = (row: JsonObject, line: number): RowVerdict => {
    if (row['table'] !== undefined) return this.#tableRow(row)
    if (isDescription(row)) return this.#description(row)
    if (isConversation(row)) return this.#conversation(row)
    const payload = objectOf(row['payload'])
    if (payload !== undefined) return this.#payload(payload, timeOf(row['timestamp']), line)
    return this.#kind(row, line)
  }

  end = (): Session<Text> => {
    const folder = /[\\/]sess_([^\\/]+)[\\/][^\\/]+$/.exec(this.#path)?.[1]
    return this.#writer.builder.build(
      folder ?? fileStem(this.#path, '.jsonl') ?? fileStem(this.#path, '.json') ?? 'unknown',
    )
  }

  /** A row of `conversations_v2`; `key` is the folder the session ran in. */
  #tableRow(row: JsonObject): RowVerdict {
    if (row['table'] !== 'conversations_v2' && row['table'] !== 'conversations') return 'unknown'
    const value = parse(row['value'])
    if (value === undefined) return 'bad'
    const { builder } = this.#writer
    builder.facts({ cwd: stringOf(row['key']) })
    builder.seen(timeOf(row['created_at']))
    builder.seen(timeOf(row['updated_at']))
    return isConversation(value) ? this.#conversation(value) : 'bad'
  }

  #conversation(row: JsonObject): RowVerdict {
    this.#writer.builder.facts({ id: stringOf(row['conversation_id']) })
    writeConversation(this.#writer, row)
    return 'known'
  }

  #description(row: JsonObject): RowVerdict {
    const { builder } = this.#writer
    const parent = stringOf(row['parent_session_id'])
    builder.facts({
      id: stringOf(row['session_id']) ?? stringOf(row['id']),
      cwd: stringOf(row['cwd']) ?? stringOf(arrayOf(row['workspacePaths'])[0]),
      ...(parent === undefined ? {} : { parent: { sessionId: parent } }),
    })
    const title = stringOf(row['title'])
    if (title !== undefined) builder.title(title)
    for (const key of ['created_at', 'updated_at', 'createdAt', 'lastModifiedAt']) builder.seen(timeOf(row[key]))
    return 'known'
  }

  /** Second engine: an answer may come in several rows with one message id. */
  #kind(row: JsonObject, line: number): RowVerdict {
    const data = objectOf(row['data'])
    this.#writer.place({ line, at: timeOf(objectOf(data?.['meta'])?.['timestamp']) })
    const content = arrayOf(data?.['content']).map(objectOf)
    switch (row['kind']) {
      case 'Prompt':
        this.#writer.prompt(textOfParts(data?.['content']), {
          images: content.filter((part) => part?.['kind'] === 'image').length,
        })
        return data === undefined ? 'bad' : 'known'
      case 'AssistantMessage':
        for (const part of content) this.#part(part, stringOf(data?.['message_id']) ?? String(line))
        return data === undefined ? 'bad' : 'known'
      case 'ToolResults':
        for (const part of content) {
          const result = objectOf(part?.['data'])
          if (part?.['kind'] === 'toolResult' && result !== undefined) {
            this.#writer.result(stringOf(result['toolUseId']), readToolResult(result))
          }
        }
        return data === undefined ? 'bad' : 'known'
      case 'Compaction':
        this.#writer.compaction({ trigger: 'unknown', summary: stringOf(data?.['summary']) })
        return 'known'
      case 'Clear':
        return 'known'
    }
    return 'unknown'
  }

  #part(part: JsonObject | undefined, responseId: string): void {
    const own = objectOf(part?.['data'])
    if (part?.['kind'] === 'text') this.#writer.reply(stringOf(part['data']) ?? '', responseId)
    else if (part?.['kind'] === 'thinking') this.#writer.thinking(stringOf(own?.['text']) ?? '', responseId)
    else if (part?.['kind'] === 'toolUse' && own !== undefined) {
      this.#writer.call({
        callId: stringOf(own['toolUseId']),
        name: stringOf(own['name']),
        args: objectOf(own['input']) ?? {},
        responseId,
      })
    }
  }

  /** Third engine, and the editor: one row for each thing that happened. */
  #payload(payload: JsonObject, at: number | undefined, line: number): RowVerdict {
    this.#writer.place({ line, at })
    const callId = stringOf(payload['toolCallId'])
    switch (payload['type']) {
      case 'user':
        this.#writer.prompt(textOfParts(payload['content']))
        return 'known'
      case 'assistant':
        this.#writer.reply(textOfParts(payload['content']))
        return 'known'
      case 'tool_call':
        this.#writer.call({ callId, name: stringOf(payload['toolName']), args: objectOf(payload['args']) ?? {} })
        return 'known'
      case 'tool_result':
        this.#writer.result(callId, {
          outcome: payload['success'] === false ? 'error' : 'ok',
          output: textOfParts(payload['content']),
        })
        return 'known'
      case 'usage_summary':
        return 'known'
    }
    return 'unknown'
  }
}

function parse(value: unknown): JsonObject | undefined {
  if (typeof value !== 'string') return objectOf(value)
  try {
    return objectOf(JSON.parse(value))
  } catch {
    return undefined
  }
}
