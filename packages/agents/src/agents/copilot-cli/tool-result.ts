import type { ToolOutcome } from '@ses/model'
import { outcomeOfExit } from '../../checks/exit-outcome.ts'
import { arrayOf, type JsonObject, numberOf, objectOf, stringOf } from '../../json.ts'
import type { CallEnd } from '../../session-builder.ts'

/** Line that the shell tools put behind the output. */
const EXITED = /\n?<(?:shellId: [^>\n]{1,40} completed|exited|command) ?with exit code (-?\d{1,10})>\s*$/

const DENIED =
  /^(?:Denied by |Permission denied and could not request permission|The user rejected|The tool call required approval)/i

/** Reads a `tool.execution_complete` row. `command` is undefined for tools that are no shell. */
export function readToolResult(data: JsonObject, command: string | undefined): CallEnd {
  const error = objectOf(data['error'])
  const content = textOf(data['result']) ?? stringOf(error?.['message']) ?? ''
  const exited = command === undefined ? null : EXITED.exec(content.slice(-200))
  const exitCode =
    numberOf(objectOf(data['shellExecution'])?.['exitCode']) ?? (exited === null ? undefined : Number(exited[1]))
  const telemetry = objectOf(data['toolTelemetry'])
  const childId = stringOf(objectOf(telemetry?.['restrictedProperties'])?.['agent_id'])
  return {
    outcome: outcomeOf(data, error, command, exitCode),
    output: exited === null ? content : content.slice(0, content.length - exited[0].length),
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(childId === undefined ? {} : { childId }),
  }
}

function outcomeOf(
  data: JsonObject,
  error: JsonObject | undefined,
  command: string | undefined,
  exitCode: number | undefined,
): ToolOutcome {
  if (data['success'] === false) {
    const code = stringOf(error?.['code'])
    if (code === 'denied' || code === 'rejected' || DENIED.test(stringOf(error?.['message']) ?? '')) return 'denied'
    return code === 'aborted' || code === 'cancelled' ? 'interrupted' : 'error'
  }
  // A failing command is a success of the tool.
  return exitCode === undefined ? 'ok' : outcomeOfExit(command, exitCode)
}

function textOf(result: unknown): string | undefined {
  if (typeof result === 'string') return result
  const content = objectOf(result)?.['content']
  if (typeof content === 'string') return content
  const texts = arrayOf(content).flatMap((item) => stringOf(objectOf(item)?.['text']) ?? [])
  return texts.length === 0 ? undefined : texts.join('\n')
}

/** A call's arguments: an object, JSON text of one, or bare text, which becomes `input`. */
export function argumentsOf(value: unknown): JsonObject {
  if (typeof value !== 'string') return objectOf(value) ?? {}
  try {
    return objectOf(JSON.parse(value)) ?? { input: value }
  } catch {
    return { input: value }
  }
}
