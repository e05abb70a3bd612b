import type { ToolOutcome } from '@ses/model'
import { type JsonObject, numberOf, objectOf, stringOf, timeOf } from '../../json.ts'
import type { CallEnd } from '../../session-builder.ts'

/** Openings of the errors with which OpenCode says that a person or a rule refused the call. */
const DENIED = [
  'The user rejected permission to use this',
  'The user has specified a rule which prevents',
  'Error: The user rejected permission to use this',
  'The user dismissed this question',
]

/** What a tool part's state says of the call's end; undefined while it runs. */
export function readToolState(tool: string, state: JsonObject): CallEnd | undefined {
  const status = state['status']
  if (status !== 'completed' && status !== 'error') return undefined
  const metadata = objectOf(state['metadata'])
  const time = objectOf(state['time'])
  const start = timeOf(time?.['start'])
  const at = timeOf(time?.['end'])
  const error = stringOf(state['error'])
  const output = typeof state['output'] === 'string' ? state['output'] : error
  const exitCode = numberOf(metadata?.['exit'])
  const childId = tool === 'task' ? stringOf(metadata?.['sessionId']) : undefined
  const amend = amendment(tool, metadata)
  return {
    outcome: outcomeOf(tool, status, error, exitCode, metadata),
    ...(at === undefined ? {} : { at }),
    ...(output === undefined ? {} : { output }),
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(start === undefined || at === undefined || at < start ? {} : { durationMs: at - start }),
    ...(childId === undefined ? {} : { childId }),
    ...(amend === undefined ? {} : { amend }),
  }
}

/** A shell command that fails is `completed` with its exit code; a tool that does not exist becomes the tool `invalid`. */
function outcomeOf(
  tool: string,
  status: string,
  error: string | undefined,
  exitCode: number | undefined,
  metadata: JsonObject | undefined,
): ToolOutcome {
  if (status === 'completed') {
    return tool === 'invalid' || (exitCode !== undefined && exitCode !== 0) ? 'error' : 'ok'
  }
  if (error !== undefined && DENIED.some((opening) => error.startsWith(opening))) return 'denied'
  return error === 'Tool execution aborted' || metadata?.['interrupted'] === true ? 'interrupted' : 'error'
}

function amendment(tool: string, metadata: JsonObject | undefined): CallEnd['amend'] {
  if (tool === 'write' && metadata?.['exists'] === false) return { operation: 'create' }
  if (tool !== 'edit') return undefined
  const diff = objectOf(metadata?.['filediff'])
  const addedLines = numberOf(diff?.['additions'])
  const removedLines = numberOf(diff?.['deletions'])
  if (addedLines === undefined || removedLines === undefined) return undefined
  return { operation: diff?.['before'] === '' ? 'create' : 'edit', addedLines, removedLines }
}
