import type { Session } from '@ses/model'
import type { ReadOptions, RowVerdict, TranscriptReader } from '../../agent.ts'
import { contentText } from '../../content-text.ts'
import { EventWriter } from '../../event-writer.ts'
import { fileStem } from '../../file-stem.ts'
import { arrayOf, type JsonObject, numberOf, objectOf, stringOf, timeOf } from '../../json.ts'
import { readResult } from './result.ts'
import { tools } from './tools.ts'
import { usageOf } from './usage.ts'

const SIDE_ROWS: ReadonlySet<unknown> = new Set(['todo_state', 'agent_turn_outcome', 'session_end'])

/** How surely a row is droid's: its session start, a message with blocks as Anthropic's, or the settings document. */
export function recognise(row: JsonObject): number {
  if (row['type'] === 'session_start') return 'title' in row || 'owner' in row ? 1 : 0.5
  if (row['type'] === 'todo_state' || row['type'] === 'compaction_state') return 0.9
  if (row['type'] === 'message') {
    const message = objectOf(row['message'])
    const role = message?.['role']
    return (role === 'user' || role === 'assistant') && hasBlocks(message?.['content']) ? 0.8 : 0
  }
  if (row['type'] !== undefined) return 0
  const tokens = objectOf(row['tokenUsage'])
  return tokens !== undefined && 'thinkingTokens' in tokens && 'cacheCreationTokens' in tokens ? 1 : 0
}

/** Pi's rows look alike, but its calls are `toolCall` and its results messages of their own. */
function hasBlocks(content: unknown): boolean {
  const types = arrayOf(content).map((item) => objectOf(item)?.['type'])
  return (
    types.some((type) => type === 'tool_use' || type === 'tool_result') || (types[0] === 'text' && types.length > 0)
  )
}

/** Opens a reader for one droid session: its rows, its settings document, or the rows followed by the settings. */
export function open<Text extends string>(options: ReadOptions<Text>): TranscriptReader<Text> {
  return new Reader(options)
}

class Reader<Text extends string> implements TranscriptReader<Text> {
  readonly #writer: EventWriter<Text>
  readonly #path: string | undefined
  #id: string | undefined
  #lastAt: number | undefined

  constructor({ text, path }: ReadOptions<Text>) {
    this.#writer = new EventWriter('droid', tools, text)
    this.#path = path
    this.#id = fileStem(path, '.settings.json') ?? fileStem(path, '.jsonl')
  }

  row = (row: JsonObject, line: number): RowVerdict => {
    const at = timeOf(row['timestamp'])
    if (at !== undefined) this.#lastAt = at
    this.#writer.place({ line, at })
    switch (row['type']) {
      case 'session_start':
        return this.#start(row)
      case 'message':
        return this.#message(row)
      case 'compaction_state':
        this.#writer.compaction({
          trigger: 'unknown',
          tokensAfter: numberOf(row['summaryTokens']),
          summary: stringOf(row['summaryText']),
        })
        return 'known'
      case undefined:
        return this.#settings(row, line)
    }
    return SIDE_ROWS.has(row['type']) ? 'known' : 'unknown'
  }

  end = (): Session<Text> => this.#writer.builder.build(this.#id ?? 'unknown')

  #start(row: JsonObject): RowVerdict {
    const id = stringOf(row['id']) ?? stringOf(objectOf(row['session'])?.['id'])
    const parent = stringOf(row['callingSessionId'])
    const callId = stringOf(row['callingToolUseId'])
    if (id !== undefined) this.#id = id
    this.#writer.builder.facts({
      id,
      cwd: stringOf(row['cwd']),
      ...(parent === undefined ? {} : { parent: { sessionId: parent, ...(callId === undefined ? {} : { callId }) } }),
    })
    const title = stringOf(row['sessionTitle'])
    const better = title === 'New Session' ? undefined : title
    const told = better ?? stringOf(row['title'])
    if (told !== undefined) this.#writer.builder.title(told)
    return 'known'
  }

  #message(row: JsonObject): RowVerdict {
    const message = objectOf(row['message'])
    if (message === undefined) return 'bad'
    const { content } = message
    const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : arrayOf(content).map(objectOf)
    if (message['role'] === 'user') this.#user(blocks, row)
    else if (message['role'] === 'assistant') this.#assistant(blocks, row)
    else this.#writer.context('other', contentText(content))
    return 'known'
  }

  #user(blocks: readonly (JsonObject | undefined)[], row: JsonObject): void {
    const typed: string[] = []
    let images = 0
    for (const block of blocks) {
      if (block?.['type'] === 'tool_result') this.#writer.result(stringOf(block['tool_use_id']), readResult(block))
      else if (block?.['type'] === 'image') images += 1
      else if (typeof block?.['text'] === 'string') {
        const kind = injected(block['text'])
        if (kind === undefined && row['visibility'] !== 'llm_only') typed.push(block['text'])
        else this.#writer.context(kind ?? 'other', block['text'])
      }
    }
    this.#writer.prompt(typed.join('\n'), { images })
  }

  #assistant(blocks: readonly (JsonObject | undefined)[], row: JsonObject): void {
    const responseId = stringOf(row['id'])
    for (const block of blocks) {
      const type = block?.['type']
      if (type === 'text' && typeof block?.['text'] === 'string') this.#writer.reply(block['text'], responseId)
      else if (type === 'thinking') this.#writer.thinking(stringOf(block?.['thinking']) ?? '', responseId)
      else if (type === 'redacted_thinking') this.#writer.thinking('', responseId)
      else if (type === 'tool_use') {
        this.#writer.call({
          callId: stringOf(block?.['id']),
          name: stringOf(block?.['name']),
          args: objectOf(block?.['input']) ?? {},
          responseId,
        })
      }
    }
  }

  /** `<id>.settings.json` holds one sum for the session, and is the only place with tokens. */
  #settings(row: JsonObject, line: number): RowVerdict {
    const tokens = objectOf(row['tokenUsage'])
    if (tokens === undefined) return 'unknown'
    const usage = usageOf(tokens)
    if (Object.values(usage).every((count) => count === 0)) return 'known'
    const model = stringOf(row['model'])
    const provider = stringOf(row['providerLock'])
    const at = this.#lastAt ?? timeOf(row['providerLockTimestamp'])
    this.#writer.builder.seen(at)
    this.#writer.builder.response({
      id: `session:${this.#id ?? fileStem(this.#path, '.json') ?? 'unknown'}`,
      ...(model === undefined ? {} : { model }),
      ...(provider === undefined ? {} : { provider }),
      aggregate: true,
      ...(at === undefined ? {} : { at }),
      line,
      usage,
    })
    return 'known'
  }
}

/** Texts that droid puts beside a prompt: reminders, and the contents of files that the prompt mentions. */
function injected(text: string): 'reminder' | 'ide' | undefined {
  if (/^\s*<system-(?:reminder|notification)/.test(text)) return 'reminder'
  return /^Contents of [^\n]{1,1000} \(lines \d+-\d+ of \d+\):\n/.test(text) ? 'ide' : undefined
}
