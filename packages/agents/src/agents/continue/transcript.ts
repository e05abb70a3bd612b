import type { Session, ToolOutcome } from '@ses/model'
import type { ReadOptions, RowVerdict, TranscriptReader } from '../../agent.ts'
import { contentText } from '../../content-text.ts'
import { EventWriter } from '../../event-writer.ts'
import { arrayOf, type JsonObject, objectOf, stringOf, timeOf } from '../../json.ts'
import { tools } from './tools.ts'
import { usageOf } from './usage.ts'

/** How surely a row is a Continue session: a history of messages with their context items. */
export function recognise(row: JsonObject): number {
  if (typeof row['sessionId'] !== 'string' || !Array.isArray(row['history'])) return 0
  const first = objectOf(row['history'][0])
  if (first !== undefined && objectOf(first['message']) === undefined) return 0
  return 'workspaceDirectory' in row ? 1 : 0.7
}

/** Opens a reader for one session document. */
export function open<Text extends string>(options: ReadOptions<Text>): TranscriptReader<Text> {
  return new Reader(options)
}

class Reader<Text extends string> implements TranscriptReader<Text> {
  readonly #writer: EventWriter<Text>
  #item = 0

  constructor({ text }: ReadOptions<Text>) {
    this.#writer = new EventWriter('continue', tools, text)
  }

  row = (row: JsonObject, line: number): RowVerdict => {
    if (!Array.isArray(row['history'])) return 'unknown'
    const { builder } = this.#writer
    const id = stringOf(row['sessionId'])
    builder.facts({ id, cwd: stringOf(row['workspaceDirectory']) })
    const title = stringOf(row['title'])
    if (title !== undefined) builder.title(title)
    builder.seen(timeOf(row['dateCreated']))
    for (const item of row['history']) {
      const entry = objectOf(item)
      this.#item += 1
      this.#writer.place({ id: `message-${this.#item}` })
      if (entry !== undefined) this.#entry(entry)
    }
    const usage = objectOf(row['usage'])
    if (usage !== undefined) {
      const model = stringOf(row['chatModelTitle'])
      builder.response({
        id: `session:${id ?? 'unknown'}`,
        ...(model === undefined ? {} : { model }),
        aggregate: true,
        line,
        usage: usageOf(usage),
      })
    }
    return 'known'
  }

  end = (): Session<Text> => this.#writer.builder.build('unknown')

  #entry(entry: JsonObject): void {
    const message = objectOf(entry['message'])
    const responseId = `message-${this.#item}`
    const { content } = message ?? {}
    switch (message?.['role']) {
      case 'user': {
        const parts = arrayOf(content).map(objectOf)
        const images = parts.filter((part) => part?.['type'] === 'imageUrl').length
        this.#writer.prompt(contentText(content), { images })
        break
      }
      case 'assistant': {
        const reasoning = stringOf(objectOf(entry['reasoning'])?.['text'])
        if (reasoning !== undefined) this.#writer.thinking(reasoning, responseId)
        this.#writer.reply(contentText(content), responseId)
        this.#calls(entry, message, responseId)
        const summary = stringOf(entry['conversationSummary'])
        if (summary !== undefined) this.#writer.compaction({ trigger: 'unknown', summary })
        break
      }
      case 'thinking':
        this.#writer.thinking(contentText(content), responseId)
        break
      case 'tool':
        this.#writer.result(stringOf(message['toolCallId']), { outcome: 'ok', output: contentText(content) })
        break
      case 'system':
        this.#writer.context('instructions', contentText(content))
        break
    }
  }

  /** Calls stand in the message as the model asked for them, and in the states with what became of them. */
  #calls(entry: JsonObject, message: JsonObject, responseId: string): void {
    const single = objectOf(entry['toolCallState'])
    const states = new Map<string | undefined, JsonObject>()
    for (const item of [...arrayOf(entry['toolCallStates']), single]) {
      const state = objectOf(item)
      if (state !== undefined) states.set(stringOf(state['toolCallId']), state)
    }
    for (const [callId, state] of states) this.#call(objectOf(state['toolCall']), callId, state, responseId)
    for (const item of arrayOf(message['toolCalls'])) {
      const call = objectOf(item)
      const callId = stringOf(call?.['id'])
      if (!states.has(callId)) this.#call(call, callId, undefined, responseId)
    }
  }

  #call(
    call: JsonObject | undefined,
    callId: string | undefined,
    state: JsonObject | undefined,
    responseId: string,
  ): void {
    if (call === undefined) return
    const fn = objectOf(call['function'])
    const args = objectOf(state?.['parsedArgs']) ?? parse(fn?.['arguments'])
    const id = this.#writer.call({ callId, name: stringOf(fn?.['name']), args, responseId })
    const outcome = OUTCOMES.get(state?.['status'])
    if (outcome === undefined) return
    const output = arrayOf(state?.['output']).map((item) => stringOf(objectOf(item)?.['content']) ?? '')
    this.#writer.builder.result(id, { outcome, output: output.join('\n') })
  }
}

/** States of a call that has ended. */
const OUTCOMES: ReadonlyMap<unknown, ToolOutcome> = new Map([
  ['done', 'ok'],
  ['errored', 'error'],
  ['canceled', 'denied'],
])

function parse(text: unknown): JsonObject {
  try {
    return objectOf(typeof text === 'string' ? JSON.parse(text) : text) ?? {}
  } catch {
    return {}
  }
}
