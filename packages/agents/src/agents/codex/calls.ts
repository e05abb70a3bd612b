import { outcomeOfExit } from '../../checks/exit-outcome.ts'
import { type JsonObject, stringOf } from '../../json.ts'
import { argumentsOf, nameOf, parseObject } from './call-arguments.ts'
import type { CallLog } from './call-log.ts'
import { Processes } from './processes.ts'
import type { Rows } from './rows.ts'
import { Scripts } from './scripts.ts'
import { readToolOutput, type ToolOutput } from './tool-output.ts'

/** Calls and outputs as the items of the model's conversation tell them. */
export class Calls<Text extends string> {
  readonly #rows: Rows<Text>
  readonly #log: CallLog<Text>
  readonly #processes: Processes<Text>
  /** Process that a `write_stdin` call feeds. */
  readonly #fed = new Map<string, string>()
  readonly scripts: Scripts<Text>

  constructor(rows: Rows<Text>, log: CallLog<Text>) {
    this.#rows = rows
    this.#log = log
    this.#processes = new Processes(log)
    this.scripts = new Scripts(rows, log)
  }

  /** `function_call`, `custom_tool_call`, `local_shell_call`, `tool_search_call`. Answers whether its shape was as expected. */
  start(payload: JsonObject): boolean {
    const callId = stringOf(payload['call_id']) ?? stringOf(payload['id'])
    const name = nameOf(payload)
    if (callId === undefined || name === undefined) return false
    if (this.#rows.turn !== undefined) this.#rows.turn.active = true
    const script = payload['type'] === 'custom_tool_call' && name === 'exec' ? stringOf(payload['input']) : undefined
    if (script !== undefined) {
      this.scripts.begin(callId, script)
      return true
    }
    const args = argumentsOf(payload)
    if (name === 'write_stdin') this.#fed.set(callId, String(args['session_id'] ?? ''))
    this.#log.start(callId, name, args)
    return true
  }

  /** `function_call_output`, `custom_tool_call_output`, `tool_search_output`. */
  output(payload: JsonObject): boolean {
    const callId = stringOf(payload['call_id'])
    if (callId === undefined) return false
    this.#rows.responses.answered()
    const output = readToolOutput(payload['output'] ?? payload['tools'])
    if (this.scripts.isOpen(callId)) this.scripts.ended(callId, output)
    else this.#outputOf(callId, output)
    return 'output' in payload || 'tools' in payload
  }

  interrupt(): void {
    this.#log.interrupt(this.#processes.callIds)
    this.scripts.interrupt()
  }

  /** The transcript is over. A script that is still open may yet be told by its calls, so it is not told here. */
  finish(): void {
    this.#processes.finish()
  }

  #outputOf(callId: string, output: ToolOutput): void {
    const event = this.#log.event(callId)
    if (event === undefined) return
    const fed = this.#fed.get(callId)
    if (fed !== undefined) this.#processes.heard(fed, output)
    else if (output.runningAs !== undefined && event.outcome === 'pending') {
      this.#processes.left(output.runningAs, callId, output.text)
      return
    }
    const exitCode = fed === undefined ? output.exitCode : undefined
    const exit = exitCode === undefined ? undefined : outcomeOfExit(event.command, exitCode)
    const answer = event.action === 'subagent' ? parseObject(output.text) : undefined
    // Up to 0.148 the answer of `spawn_agent` names the new thread.
    const childId = stringOf(answer?.['agent_id']) ?? stringOf(answer?.['new_thread_id'])
    this.#log.end(callId, {
      outcome: output.outcome ?? exit ?? 'ok',
      output: output.text,
      ...(exitCode === undefined ? {} : { exitCode }),
      // Rounded to tenths of a second, so only where no event told it better.
      ...(event.durationMs !== undefined || !output.durationMs ? {} : { durationMs: output.durationMs }),
      ...(childId === undefined ? {} : { childId }),
    })
  }
}
