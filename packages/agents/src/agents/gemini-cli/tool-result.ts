import type { ToolOutcome } from '@ses/model'
import { outcomeOfExit } from '../../checks/exit-outcome.ts'
import { amendByDisplay } from '../../file-diff-display.ts'
import { type JsonObject, objectOf, stringOf, timeOf } from '../../json.ts'
import { type LabelledOutput, readLabelledOutput } from '../../labelled-output.ts'
import { readMessageParts, textOfResponses } from '../../message-parts.ts'
import type { CallEnd } from '../../session-builder.ts'

/** Openings of errors that are a refusal by a rule or a person, not a failure of the tool. */
const DENIED = /^(?:Tool execution denied by policy|Tool execution for "[^"]{1,200}" requires user confirmation)/

/** Reads a recorded tool call's result; undefined while it runs. `startedAt` is the time of the message that asked for it. */
export function readToolCall(call: JsonObject, startedAt: number | undefined): CallEnd | undefined {
  const status = stringOf(call['status'])
  const responses = readMessageParts(call['result']).responses
  if (responses.length === 0 && !['success', 'error', 'cancelled'].includes(status ?? '')) return undefined
  const command = call['name'] === 'run_shell_command' ? commandOf(call) : undefined
  const { text, failed } = textOfResponses(responses)
  const at = timeOf(call['timestamp'])
  const display = call['resultDisplay']
  const childId = stringOf(call['agentId'])
  const amend = amendByDisplay(objectOf(display), text, call['name'] === 'write_file')
  return {
    ...endOf(
      text === '' && typeof display === 'string' ? display : text,
      status ?? (failed ? 'error' : 'success'),
      command,
    ),
    // Older versions stamp the message with the time of its results: that bounds nothing.
    ...(at === undefined || at === startedAt ? {} : { at }),
    ...(childId === undefined ? {} : { childId }),
    ...(amend === undefined ? {} : { amend }),
  }
}

/** Reads a bare `functionResponse`, as the model's history holds it. */
export function readResponse(response: JsonObject): CallEnd {
  const { text, failed } = textOfResponses([response])
  return endOf(text, failed ? 'error' : 'success', response['name'] === 'run_shell_command' ? '' : undefined)
}

/** `command` is undefined for tools that are no shell. */
function endOf(text: string, status: string, command: string | undefined): CallEnd {
  const read: LabelledOutput = command === undefined ? { output: text, complete: false } : readLabelledOutput(text)
  // Versions since about 0.2 name the exit code only when it is not 0.
  const exitCode = read.exitCode ?? (read.complete && status === 'success' ? 0 : undefined)
  return {
    outcome: outcomeOf(status, text, command, exitCode),
    output: read.output,
    ...(exitCode === undefined ? {} : { exitCode }),
  }
}

function commandOf(call: JsonObject): string {
  const command = objectOf(call['args'])?.['command']
  return typeof command === 'string' ? command : ''
}

function outcomeOf(status: string, text: string, command: string | undefined, exitCode?: number): ToolOutcome {
  if (status === 'cancelled') return text.includes('User did not allow tool call') ? 'denied' : 'interrupted'
  if (DENIED.test(text)) return 'denied'
  // The status stays `success` when a shell command fails.
  if (status === 'error') return 'error'
  return exitCode === undefined ? 'ok' : outcomeOfExit(command, exitCode)
}
