import type { ModelResponse, Session } from '@ses/model'
import type { ReadOptions, RowVerdict, TranscriptReader } from '../../agent.ts'
import { contentText } from '../../content-text.ts'
import { EventWriter } from '../../event-writer.ts'
import { fileStem } from '../../file-stem.ts'
import { arrayOf, type JsonObject, numberOf, objectOf, stringOf, timeOf } from '../../json.ts'
import { readToolResult } from './tool-result.ts'
import { tools } from './tools.ts'
import { usageOf } from './usage.ts'

/** How surely a row is an Amp thread. */
export function recognise(row: JsonObject): number {
  const { id } = row
  if (typeof id !== 'string' || !/^T-[0-9a-zA-Z-]{8,}$/.test(id) || !Array.isArray(row['messages'])) return 0
  return typeof row['created'] === 'number' ? 1 : 0.8
}

/** Opens a reader for one thread document. */
export function open<Text extends string>(options: ReadOptions<Text>): TranscriptReader<Text> {
  return new Reader(options)
}

class Reader<Text extends string> implements TranscriptReader<Text> {
  readonly #writer: EventWriter<Text>
  readonly #path: string | undefined
  #thread = 'unknown'

  constructor({ text, path }: ReadOptions<Text>) {
    this.#writer = new EventWriter('amp', tools, text)
    this.#path = path
  }

  row = (row: JsonObject, line: number): RowVerdict => {
    if (!Array.isArray(row['messages'])) return 'unknown'
    const id = stringOf(row['id']) ?? fileStem(this.#path, '.json')
    this.#thread = id ?? 'unknown'
    const tree = objectOf(arrayOf(objectOf(objectOf(row['env'])?.['initial'])?.['trees'])[0])
    const repository = objectOf(tree?.['repository'])
    const { builder } = this.#writer
    builder.facts({
      id,
      cwd: pathOfUri(tree?.['uri']),
      gitBranch: stringOf(repository?.['ref'])?.replace(/^refs\/heads\//, ''),
      gitCommit: stringOf(repository?.['sha']),
    })
    const title = stringOf(row['title'])
    if (title !== undefined) builder.title(title)
    builder.seen(timeOf(row['created']))
    const events = new Map<number, JsonObject>()
    const rest: JsonObject[] = []
    for (const item of arrayOf(objectOf(row['usageLedger'])?.['events'])) {
      const event = objectOf(item)
      const to = numberOf(event?.['toMessageId'])
      if (event !== undefined && to !== undefined && !events.has(to)) events.set(to, event)
      else if (event !== undefined) rest.push(event)
    }
    for (const [index, item] of row['messages'].entries()) {
      const message = objectOf(item)
      if (message !== undefined) this.#message(message, index, events, line)
    }
    // The ledger also holds requests that left no message.
    for (const [index, event] of [...events.values(), ...rest].entries()) this.#ledger(event, index)
    return 'known'
  }

  end = (): Session<Text> => this.#writer.builder.build(fileStem(this.#path, '.json') ?? 'unknown')

  #message(message: JsonObject, index: number, events: Map<number, JsonObject>, line: number): void {
    const number = numberOf(message['messageId']) ?? index
    const usage = objectOf(message['usage'])
    const event = events.get(number)
    const at =
      timeOf(objectOf(message['meta'])?.['sentAt']) ?? timeOf(usage?.['timestamp']) ?? timeOf(event?.['timestamp'])
    const id = `message-${number}`
    this.#writer.place({ id, at })
    const { content } = message
    const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : arrayOf(content).map(objectOf)
    if (message['role'] === 'user') this.#user(blocks)
    else if (message['role'] === 'assistant') this.#assistant(blocks, message, id)
    if (usage === undefined) return
    // The ledger tells the same answer again.
    if (event !== undefined) this.#writer.builder.drop(line, 'repeat', `${this.#thread}:${id}`)
    events.delete(number)
    this.#response(id, usage, stringOf(usage['model']), at)
  }

  #user(blocks: readonly (JsonObject | undefined)[]): void {
    const typed: string[] = []
    let images = 0
    for (const block of blocks) {
      if (block?.['type'] === 'tool_result') {
        const callId = stringOf(block['toolUseID']) ?? stringOf(block['tool_use_id'])
        const end = readToolResult(block)
        if (end !== undefined) this.#writer.result(callId, end)
      } else if (block?.['type'] === 'image') images += 1
      else if (typeof block?.['text'] === 'string') typed.push(block['text'])
    }
    this.#writer.prompt(typed.join('\n'), { images })
  }

  #assistant(blocks: readonly (JsonObject | undefined)[], message: JsonObject, id: string): void {
    for (const block of blocks) {
      const type = block?.['type']
      if (type === 'text') this.#writer.reply(contentText([block]), id)
      else if (type === 'thinking') this.#writer.thinking(stringOf(block?.['thinking']) ?? '', id)
      else if (type === 'redacted_thinking') this.#writer.thinking('', id)
      else if (type === 'tool_use') {
        this.#writer.call({
          callId: stringOf(block?.['id']),
          name: stringOf(block?.['name']),
          args: objectOf(block?.['input']) ?? {},
          responseId: id,
        })
      }
    }
    if (objectOf(message['state'])?.['type'] === 'cancelled') this.#writer.lifecycle('interrupt')
  }

  #ledger(event: JsonObject, index: number): void {
    const tokens = objectOf(event['tokens'])
    if (tokens === undefined) return
    const number = numberOf(event['toMessageId'])
    const id = number === undefined ? `ledger-${stringOf(event['id']) ?? index}` : `message-${number}`
    this.#response(id, tokens, stringOf(event['model']), timeOf(event['timestamp']))
  }

  #response(id: string, tokens: JsonObject, model: string | undefined, at: number | undefined): void {
    const usage = usageOf(tokens, model)
    if (Object.values(usage).every((count) => count === 0)) return
    const response: ModelResponse = {
      id: `${this.#thread}:${id}`,
      ...(model === undefined ? {} : { model }),
      ...(at === undefined ? {} : { at }),
      usage,
    }
    this.#writer.builder.response(response)
  }
}

function pathOfUri(uri: unknown): string | undefined {
  if (typeof uri !== 'string' || !uri.startsWith('file://')) return undefined
  try {
    return decodeURIComponent(uri.slice('file://'.length))
  } catch {
    return uri.slice('file://'.length)
  }
}
