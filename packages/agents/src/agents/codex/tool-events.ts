import type { ToolOutcome } from '@ses/model'
import { outcomeOfExit } from '../../checks/exit-outcome.ts'
import { arrayOf, type JsonObject, numberOf, objectOf, stringOf } from '../../json.ts'
import { commandOfArguments } from '../../tool-table.ts'
import { toolName } from './call-arguments.ts'
import type { CallLog } from './call-log.ts'
import { filesOfChanges } from './file-changes.ts'
import type { Scripts } from './scripts.ts'
import { durationOf, outputText, pathOf } from './tool-output.ts'

/**
 * Results of calls as they are told for the screen: by events of their own up to 0.148, by items of the shown history from 0.149
 * on, with the same fields. Every reader answers whether the shape was as expected.
 */
export class ToolEvents<Text extends string> {
  readonly #log: CallLog<Text>
  readonly #scripts: Scripts<Text>

  constructor(log: CallLog<Text>, scripts: Scripts<Text>) {
    this.#log = log
    this.#scripts = scripts
  }

  /** `exec_command_end`, and the item `CommandExecution`. */
  command(payload: JsonObject, callId: string | undefined): boolean {
    // A command that the user typed is told again as a message in the user's name.
    if (callId === undefined || payload['source'] === 'user_shell') return callId !== undefined
    const words = arrayOf(payload['command']).filter((word): word is string => typeof word === 'string')
    const command = stringOf(payload['command']) ?? commandOfArguments(words)
    if (!this.#scripts.call(callId, 'exec_command', { cmd: command ?? '' }, { cwd: pathOf(payload['cwd']) }))
      return true
    const exitCode = numberOf(payload['exit_code'])
    const exit = exitCode === undefined ? undefined : outcomeOfExit(command, exitCode)
    const streams = `${stringOf(payload['stdout']) ?? ''}${stringOf(payload['stderr']) ?? ''}`
    // Unified exec reports microseconds for commands that took longer; the rows' times are nearer the truth.
    const told = durationOf(payload['duration']) ?? 0
    this.#log.end(callId, {
      outcome: statusOutcome(payload['status']) ?? exit ?? (payload['status'] === 'failed' ? 'error' : 'ok'),
      output: stringOf(payload['aggregated_output']) ?? stringOf(payload['formatted_output']) ?? streams,
      ...(exitCode === undefined ? {} : { exitCode }),
      ...(told < 1 ? {} : { durationMs: told }),
    })
    return true
  }

  /** `patch_apply_end`, and the item `FileChange`. */
  patch(payload: JsonObject, callId: string | undefined): boolean {
    const changes = objectOf(payload['changes'])
    if (callId === undefined || changes === undefined) return false
    const files = filesOfChanges(changes)
    if (!this.#scripts.call(callId, 'apply_patch', {}, { files })) return true
    const failed = payload['success'] === false || payload['status'] === 'failed'
    const output = [stringOf(payload['stdout']), stringOf(payload['stderr'])].filter((text) => text !== undefined)
    this.#log.end(callId, {
      outcome: statusOutcome(payload['status']) ?? (failed ? 'error' : 'ok'),
      ...(output.length === 0 ? {} : { output: output.join('\n') }),
      ...(files.length === 0 ? {} : { files }),
    })
    return true
  }

  /** `mcp_tool_call_end`, and the item `McpToolCall`. */
  mcp(payload: JsonObject, callId: string | undefined): boolean {
    const invocation = objectOf(payload['invocation']) ?? payload
    const tool = stringOf(invocation['tool'])
    if (callId === undefined || tool === undefined) return false
    const name = toolName(tool, `mcp__${stringOf(invocation['server']) ?? 'server'}`)
    if (!this.#scripts.call(callId, name, objectOf(invocation['arguments']) ?? {})) return true
    const result = objectOf(payload['result'])
    const answer = objectOf(result?.['Ok']) ?? (result !== undefined && 'Err' in result ? undefined : result)
    const error =
      stringOf(result?.['Err']) ?? stringOf(objectOf(payload['error'])?.['message']) ?? stringOf(payload['error'])
    const failed = error !== undefined || answer?.['isError'] === true || payload['status'] === 'failed'
    this.#end(callId, payload, failed, error ?? outputText(answer?.['content']))
    return true
  }

  /** `dynamic_tool_call_request` and `…_response`, and the item `DynamicToolCall`: tools of the program that embeds Codex. */
  dynamic(payload: JsonObject, ended: boolean): boolean {
    const callId = stringOf(payload['call_id']) ?? stringOf(payload['callId']) ?? stringOf(payload['id'])
    const tool = stringOf(payload['tool'])
    if (callId === undefined || tool === undefined) return false
    const name = toolName(tool, stringOf(payload['namespace']))
    this.#log.start(callId, name, objectOf(payload['arguments']) ?? {})
    if (!ended) return true
    const failed = payload['success'] === false || payload['status'] === 'failed'
    const output = outputText(payload['content_items'] ?? payload['contentItems'])
    this.#end(callId, payload, failed, stringOf(payload['error']) ?? output)
    return true
  }

  /** A call that one row tells of, from its start to its end. */
  whole(callId: string | undefined, name: string, args: JsonObject): boolean {
    if (callId === undefined) return false
    this.#log.start(callId, name, args)
    this.#log.end(callId, { outcome: 'ok' })
    return true
  }

  /** A call has started a sub-agent's session. */
  spawned(callId: string | undefined, childId: string | undefined): void {
    if (callId !== undefined && childId !== undefined) this.#log.end(callId, { outcome: 'pending', childId })
  }

  #end(callId: string, payload: JsonObject, failed: boolean, output: string): void {
    const durationMs = durationOf(payload['duration'])
    this.#log.end(callId, {
      outcome: statusOutcome(payload['status']) ?? (failed ? 'error' : 'ok'),
      output,
      ...(durationMs === undefined ? {} : { durationMs }),
    })
  }
}

function statusOutcome(status: unknown): ToolOutcome | undefined {
  if (status === 'declined' || status === 'rejected') return 'denied'
  return status === 'in_progress' || status === 'inProgress' ? 'pending' : undefined
}
