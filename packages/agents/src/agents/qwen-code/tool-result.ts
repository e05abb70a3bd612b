import type { ToolOutcome } from '@ses/model'
import { outcomeOfExit } from '../../checks/exit-outcome.ts'
import { amendByDisplay } from '../../file-diff-display.ts'
import { type JsonObject, numberOf, objectOf, stringOf } from '../../json.ts'
import { readLabelledOutput } from '../../labelled-output.ts'
import { textOfResponses } from '../../message-parts.ts'
import type { CallEnd } from '../../session-builder.ts'

/** Reads a `tool_result` row: the response the model got, and the record that the row holds beside it. */
export function readToolResult(response: JsonObject, record: JsonObject, command: string | undefined): CallEnd {
  const { text, failed } = textOfResponses([response])
  const display = objectOf(record['resultDisplay'])
  const shell = display?.['type'] === 'shell_result' ? display : undefined
  const labelled = command === undefined ? undefined : readLabelledOutput(text)
  const exitCode = numberOf(shell?.['exitCode']) ?? labelled?.exitCode
  const status = stringOf(record['status']) ?? (failed ? 'error' : 'success')
  const durationMs = numberOf(record['durationMs'])
  const amend = amendByDisplay(display, text, response['name'] === 'write_file')
  const childType = display?.['type'] === 'task_execution' ? stringOf(display['subagentName']) : undefined
  const callId = stringOf(record['callId']) ?? stringOf(response['id'])
  const background = display?.['status'] === 'background' || display?.['executionMode'] === 'background'
  return {
    outcome: outcomeOf(status, text, record, command, exitCode),
    output: typeof shell?.['output'] === 'string' ? shell['output'] : (labelled?.output ?? text),
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(amend === undefined ? {} : { amend }),
    ...(childType === undefined || callId === undefined ? {} : { childId: `${childType}-${callId}` }),
    ...(background ? { background } : {}),
  }
}

function outcomeOf(
  status: string,
  text: string,
  record: JsonObject,
  command: string | undefined,
  exitCode: number | undefined,
): ToolOutcome {
  if (status === 'cancelled') return text.includes('User did not allow tool call') ? 'denied' : 'interrupted'
  if (record['errorType'] === 'execution_denied') return 'denied'
  if (command !== undefined && exitCode !== undefined) return outcomeOfExit(command, exitCode)
  return status === 'error' ? 'error' : 'ok'
}
