import type { Session } from '@ses/model'
import type { ReadOptions, RowVerdict, TranscriptReader } from '../../agent.ts'
import { EventWriter } from '../../event-writer.ts'
import { fileStem } from '../../file-stem.ts'
import { arrayOf, type JsonObject, objectOf, stringOf, timeOf } from '../../json.ts'
import { isDescription, isTaskEntry } from './recognise.ts'
import { TaskLog } from './task-log.ts'
import { readToolResult } from './tool-result.ts'
import { tools } from './tools.ts'
import { usageOfMetrics } from './usage.ts'

/** Opens a reader for one session: its description, its messages, both in this order, or the log of a task. */
export function open<Text extends string>(options: ReadOptions<Text>): TranscriptReader<Text> {
  return new Reader(options)
}

class Reader<Text extends string> implements TranscriptReader<Text> {
  readonly #writer: EventWriter<Text>
  readonly #path: string | undefined
  #isChild = false
  #task: TaskLog<Text> | undefined

  constructor({ text, path }: ReadOptions<Text>) {
    this.#writer = new EventWriter('cline', tools, text)
    this.#path = path
  }

  row = (row: JsonObject, line: number): RowVerdict => {
    if (isTaskEntry(row)) {
      this.#task ??= new TaskLog(this.#writer, taskId(this.#path))
      return this.#task.entry(row)
    }
    if (isDescription(row)) return this.#description(row, line)
    return Array.isArray(row['messages']) ? this.#messages(row) : 'unknown'
  }

  end = (): Session<Text> =>
    this.#writer.builder.build(
      fileStem(this.#path, '.messages.json') ?? taskId(this.#path) ?? fileStem(this.#path, '.json') ?? 'unknown',
    )

  /** Facts of the session; its usage sums up what the messages tell one by one. */
  #description(row: JsonObject, line: number): RowVerdict {
    const metadata = objectOf(row['metadata'])
    const { builder } = this.#writer
    builder.facts({
      id: stringOf(row['session_id']),
      agentVersion: stringOf(objectOf(metadata?.['sessionHistoryOrigin'])?.['version']),
      cwd: stringOf(row['cwd']),
      gitBranch: stringOf(objectOf(metadata?.['git'])?.['branch']),
    })
    const title = stringOf(metadata?.['title'])
    if (title !== undefined) builder.title(title)
    builder.seen(timeOf(row['started_at']))
    builder.seen(timeOf(row['ended_at']))
    if (objectOf(metadata?.['usage']) !== undefined) builder.drop(line, 'cumulative')
    return 'known'
  }

  #messages(row: JsonObject): RowVerdict {
    const origin = objectOf(row['origin'])
    const parent = stringOf(origin?.['parentThreadId'])
    this.#isChild = parent !== undefined || row['agent'] === 'subagent'
    this.#writer.builder.facts({
      id: stringOf(row['sessionId']),
      agentVersion: stringOf(origin?.['version']),
      ...(parent === undefined ? {} : { parent: { sessionId: parent } }),
    })
    for (const [index, item] of arrayOf(row['messages']).entries()) {
      const message = objectOf(item)
      if (message === undefined) continue
      const id = stringOf(message['id']) ?? `message-${index}`
      this.#writer.place({ id, at: timeOf(message['ts']) })
      const { content } = message
      const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : arrayOf(content).map(objectOf)
      if (message['role'] === 'user') this.#user(blocks)
      else if (message['role'] === 'assistant') this.#assistant(blocks, message, id)
    }
    return 'known'
  }

  #user(blocks: readonly (JsonObject | undefined)[]): void {
    const typed: string[] = []
    let images = 0
    for (const block of blocks) {
      if (block?.['type'] === 'tool_result') this.#writer.result(stringOf(block['tool_use_id']), readToolResult(block))
      else if (block?.['type'] === 'image') images += 1
      else if (typeof block?.['text'] === 'string') {
        const { text, human } = readUserInput(block['text'])
        if (human && !this.#isChild) typed.push(text)
        else this.#writer.context(this.#isChild ? 'instructions' : 'environment', text)
      }
    }
    this.#writer.prompt(typed.join('\n'), { images })
  }

  #assistant(blocks: readonly (JsonObject | undefined)[], message: JsonObject, id: string): void {
    for (const block of blocks) {
      const type = block?.['type']
      if (type === 'text' && typeof block?.['text'] === 'string') this.#writer.reply(block['text'], id)
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
    const metrics = objectOf(message['metrics'])
    if (metrics === undefined) return
    const info = objectOf(message['modelInfo'])
    const model = stringOf(info?.['id'])
    const provider = stringOf(info?.['provider'])
    const at = timeOf(message['ts'])
    this.#writer.builder.response({
      id,
      ...(model === undefined ? {} : { model }),
      ...(provider === undefined ? {} : { provider }),
      ...(at === undefined ? {} : { at }),
      usage: usageOfMetrics(metrics),
    })
  }
}

/** The folder of a task's log is named after it. */
function taskId(path: string | undefined): string | undefined {
  return /([^\\/]+)[\\/](?:ui_messages|api_conversation_history)\.json$/.exec(path ?? '')?.[1]
}

/** Takes `<user_input mode="act">` off; other elements were put there by the agent. */
function readUserInput(text: string): { readonly text: string; readonly human: boolean } {
  const open = /^\s*<user_input(?:\s[^>]*)?>/.exec(text)
  if (open !== null) {
    const end = text.lastIndexOf('</user_input>')
    return { text: text.slice(open[0].length, end < open[0].length ? text.length : end).trim(), human: true }
  }
  return { text, human: !/^\s*<(?:environment_details|explicit_instructions|task_resumption|system)/.test(text) }
}
