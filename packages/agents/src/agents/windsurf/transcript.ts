import type { Session, ToolOutcome } from '@ses/model'
import type { ReadOptions, RowVerdict, TranscriptReader } from '../../agent.ts'
import { contentId } from '../../content-id.ts'
import { EventWriter } from '../../event-writer.ts'
import { fileStem } from '../../file-stem.ts'
import { type JsonObject, numberOf, objectOf, stringOf } from '../../json.ts'
import { tools } from './tools.ts'

/** How surely a row is Windsurf's: a step whose details stand under the name of its type. */
export function recognise(row: JsonObject): number {
  const { type } = row
  if (typeof type !== 'string' || typeof row['status'] !== 'string' || objectOf(row[type]) === undefined) return 0
  return type === 'user_input' || type === 'planner_response' || Object.hasOwn(tools, type) ? 1 : 0.6
}

/** Opens a reader for one transcript of steps. */
export function open<Text extends string>(options: ReadOptions<Text>): TranscriptReader<Text> {
  return new Reader(options)
}

class Reader<Text extends string> implements TranscriptReader<Text> {
  readonly #writer: EventWriter<Text>
  readonly #path: string | undefined
  #beginning: string | undefined
  #cwd: string | undefined

  constructor({ text, path }: ReadOptions<Text>) {
    this.#writer = new EventWriter('windsurf', tools, text)
    this.#path = path
  }

  row = (row: JsonObject, line: number): RowVerdict => {
    const type = stringOf(row['type'])
    const step = type === undefined ? undefined : objectOf(row[type])
    if (type === undefined) return 'unknown'
    if (step === undefined) return Object.hasOwn(tools, type) ? 'bad' : 'unknown'
    this.#writer.place({ line })
    if (type === 'user_input') {
      const typed = stringOf(step['user_response']) ?? ''
      this.#beginning ??= typed
      this.#writer.prompt(typed)
    } else if (type === 'planner_response') {
      const thinking = stringOf(step['thinking'])
      if (thinking !== undefined) this.#writer.thinking(thinking)
      this.#writer.reply(stringOf(step['response']) ?? '')
    } else this.#step(type, step, row, line)
    return 'known'
  }

  end = (): Session<Text> => {
    const made = this.#beginning === undefined ? 'unknown' : contentId(this.#beginning)
    return this.#writer.builder.build(fileStem(this.#path, '.jsonl') ?? made)
  }

  /** Every other step is a tool's; what it returned stands among its details. */
  #step(type: string, step: JsonObject, row: JsonObject, line: number): void {
    const cwd = stringOf(step['cwd'])
    this.#cwd ??= cwd
    this.#writer.builder.facts({ cwd: this.#cwd })
    const callId = this.#writer.call({ callId: `step-${line}`, name: type, args: step })
    const exitCode = numberOf(step['exit_code'])
    const output = stringOf(step['output']) ?? stringOf(step['content'])
    this.#writer.builder.result(callId, {
      outcome: outcomeOf(row, step, exitCode),
      ...(output === undefined ? {} : { output }),
      ...(exitCode === undefined ? {} : { exitCode }),
    })
  }
}

function outcomeOf(row: JsonObject, step: JsonObject, exitCode: number | undefined): ToolOutcome {
  const acknowledged = step['acknowledgement_type']
  if (step['user_rejected'] === true || acknowledged === 'ACKNOWLEDGEMENT_TYPE_REJECT') return 'denied'
  if (row['status'] === 'error' || (exitCode !== undefined && exitCode !== 0)) return 'error'
  if (row['status'] === 'cancelled' || row['status'] === 'canceled') return 'interrupted'
  return row['status'] === 'done' ? 'ok' : 'pending'
}
