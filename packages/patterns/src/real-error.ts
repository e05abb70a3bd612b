import { parseShell, type ToolCallEvent } from '@ses/model'

/** Programs whose exit code 1 is an answer (no match, differs, not there) and no failure. */
const ASKING = new Set(
  'grep egrep fgrep rg ag ack zgrep diff cmp test [ [[ which command type pgrep pidof kill lsof fuser'.split(' '),
)

const CHECKING = new Set(['test', 'build', 'lint', 'typecheck', 'format'])

/**
 * True when a tool failed at what it was for. A search without a match is an answer, and a test, build or lint run that finds
 * something wrong did its work; neither is an error. Words in the output never decide.
 */
export function isRealError(call: ToolCallEvent): boolean {
  return call.outcome === 'error' && !isFailedCheck(call) && !isNegativeAnswer(call)
}

/** True for a call that ended in exit code 1 because the answer was no: a search without a match, files that differ. */
export function isNegativeAnswer(call: ToolCallEvent): boolean {
  if (call.outcome !== 'error' || call.exitCode !== 1) return false
  return call.action === 'search' || (call.command !== undefined && endsAsking(call.command))
}

/** True for a test, build, lint or format run that could be started and did not pass. */
function isFailedCheck(call: ToolCallEvent): boolean {
  // 126 and 127: the program could not be started at all.
  if (call.action !== 'shell' || call.exitCode === 126 || call.exitCode === 127) return false
  if (call.checks?.some((check) => check.ok === false)) return true
  return call.commandKinds?.some((kind) => CHECKING.has(kind)) ?? false
}

function endsAsking(command: string): boolean {
  const last = parseShell(command).at(-1)?.words ?? []
  const program = (last[0] ?? '').replace(/^.*[\\/]/, '')
  if (program === 'git') return ['grep', 'diff', 'merge-base', 'config'].includes(last[1] ?? '')
  return ASKING.has(program)
}
