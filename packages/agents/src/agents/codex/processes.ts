import { outcomeOfExit } from '../../checks/exit-outcome.ts'
import type { CallLog } from './call-log.ts'
import type { ToolOutput } from './tool-output.ts'

/** Commands that outlived the answer to their call (`exec_command`), and what `write_stdin` later heard from them. */
export class Processes<Text extends string> {
  readonly #log: CallLog<Text>
  /** By the id that `write_stdin` uses. */
  readonly #running = new Map<string, { readonly callId: string; output: string }>()

  constructor(log: CallLog<Text>) {
    this.#log = log
  }

  /** Calls whose process still runs. */
  get callIds(): ReadonlySet<string> {
    return new Set([...this.#running.values()].map(({ callId }) => callId))
  }

  left(id: string, callId: string, output: string): void {
    this.#running.set(id, { callId, output })
  }

  /** Output that `write_stdin` brought; the process's exit ends the call that started it. */
  heard(id: string, { text, exitCode }: ToolOutput): void {
    const process = this.#running.get(id)
    if (process === undefined) return
    process.output += text
    if (exitCode === undefined) return
    this.#running.delete(id)
    const outcome = outcomeOfExit(this.#log.event(process.callId)?.command, exitCode)
    this.#log.end(process.callId, { outcome, output: process.output, exitCode })
  }

  /** The transcript is over: what still runs was left running. */
  finish(): void {
    for (const { callId, output } of this.#running.values()) {
      this.#log.end(callId, { outcome: 'ok', output, background: true })
    }
  }
}
