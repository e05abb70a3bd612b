import type { ToolCallEvent } from '@ses/model'
import { type JsonObject, stringOf } from '../../json.ts'
import type { RawTouch } from '../../raw-touch.ts'
import type { CallEnd } from '../../session-builder.ts'
import { filesOfCommand } from '../../shell/shell-files.ts'
import { toolSpec } from '../../tool-table.ts'
import { withoutDirectory } from './call-arguments.ts'
import { relocated } from './file-changes.ts'
import type { Rows } from './rows.ts'
import { tools } from './tools.ts'

/** What is known of a call beside its name and arguments. */
export interface CallFacts {
  /** Directory it ran in. */
  readonly cwd?: string | undefined
  /** Replaces what the arguments tell. */
  readonly files?: readonly RawTouch[] | undefined
  /** Another call of the same answer, which may be named already. */
  readonly like?: string | undefined
  /** When it began; the row's time when absent. */
  readonly at?: number | undefined
}

/** Opens and closes calls in the session, once each however many rows tell of them. */
export class CallLog<Text extends string> {
  readonly #rows: Rows<Text>
  readonly #open = new Set<string>()

  constructor(rows: Rows<Text>) {
    this.#rows = rows
  }

  has(callId: string): boolean {
    return this.#rows.builder.hasCall(callId)
  }

  event(callId: string): Readonly<ToolCallEvent<Text>> | undefined {
    return this.#rows.builder.callEvent(callId)
  }

  start(callId: string, name: string, args: JsonObject, facts: CallFacts = {}): void {
    const { builder, responses, line } = this.#rows
    if (builder.hasCall(callId)) return
    const spec = toolSpec(tools, name)
    const command = spec.command?.(args)
    const directory = this.directory(facts.cwd ?? stringOf(args['workdir']) ?? stringOf(args['cwd']))
    const told = command === undefined ? relocated(spec.files?.(args), directory) : filesOfCommand(command, directory)
    const files = facts.files ?? told
    builder.call({
      ...this.#rows.place(),
      ...(facts.at === undefined ? {} : { at: facts.at }),
      callId,
      name,
      args: withoutDirectory(args, builder.cwd),
      ...(command === undefined ? {} : { command }),
      ...(files === undefined ? {} : { files }),
    })
    this.#open.add(callId)
    responses.asked(callId, line, facts.like)
  }

  end(callId: string, end: CallEnd): void {
    const { at } = this.#rows
    if (end.outcome !== 'pending') this.#open.delete(callId)
    this.#rows.builder.result(callId, { ...(at === undefined ? {} : { at }), ...end })
  }

  /** The turn was broken off: calls without a result were broken off with it, but for processes that go on. */
  interrupt(running: ReadonlySet<string>): void {
    for (const callId of this.#open) {
      if (!running.has(callId)) this.#rows.builder.result(callId, { outcome: 'interrupted' })
    }
    this.#open.clear()
  }

  /** The directory of a call when it is another than the session's, else empty. */
  directory(cwd: string | undefined): string {
    const directory = cwd ?? this.#rows.cwd ?? ''
    return directory === this.#rows.builder.cwd ? '' : directory
  }
}
