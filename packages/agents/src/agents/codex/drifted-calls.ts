import { outcomeOfExit } from '../../checks/exit-outcome.ts'
import { type JsonObject, numberOf, objectOf, stringOf } from '../../json.ts'
import type { CallLog } from './call-log.ts'
import type { Rows } from './rows.ts'
import { outputText } from './tool-output.ts'

/** Calls and results of formats that drifted from Codex's own: without an id, joined by the tool's name in order. */
export class DriftedCalls<Text extends string> {
  readonly #rows: Rows<Text>
  readonly #log: CallLog<Text>
  readonly #waiting = new Map<string, string[]>()

  constructor(rows: Rows<Text>, log: CallLog<Text>) {
    this.#rows = rows
    this.#log = log
  }

  /** A row that is a call, or the result of one. Answers whether its shape was as expected. */
  read(row: JsonObject): boolean {
    const name = stringOf(row['name']) ?? stringOf(objectOf(row['function'])?.['name'])
    if (name === undefined) return false
    if (row['result'] === undefined) this.#start(name, objectOf(row['arguments']) ?? {})
    else this.#end(name, row['result'])
    return true
  }

  #start(name: string, args: JsonObject): void {
    const callId = `line-${this.#rows.line}`
    this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), callId])
    this.#log.start(callId, name, args)
  }

  #end(name: string, result: unknown): void {
    this.#rows.responses.answered()
    const [callId, ...rest] = this.#waiting.get(name) ?? []
    this.#waiting.set(name, rest)
    if (callId === undefined) return
    const object = objectOf(result)
    const exitCode = numberOf(object?.['exitCode']) ?? numberOf(object?.['exit_code'])
    const streams = [stringOf(object?.['stdout']), stringOf(object?.['stderr'])].filter((text) => text !== undefined)
    this.#log.end(callId, {
      outcome: exitCode === undefined ? 'ok' : outcomeOfExit(this.#log.event(callId)?.command, exitCode),
      output: object === undefined ? outputText(result) : streams.join('\n'),
      ...(exitCode === undefined ? {} : { exitCode }),
    })
  }
}
