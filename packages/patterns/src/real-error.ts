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
  if (call.outcome !== 'error') return false
  if (call.action !== 'shell') return call.action !== 'search' || call.exitCode !== 1
  const code = call.exitCode
  // 126 and 127: the program could not be started at all.
  if (code === 126 || code === 127) return true
  if (call.checks?.some((check) => check.ok === false)) return false
  if (call.commandKinds?.some((kind) => CHECKING.has(kind))) return false
  return !(code === 1 && call.command !== undefined && endsAsking(call.command))
}

function endsAsking(command: string): boolean {
  const last = parseShell(command).at(-1)?.words ?? []
  const program = (last[0] ?? '').replace(/^.*[\\/]/, '')
  if (program === 'git')
    return last[1] === 'grep' || last[1] === 'diff' || last[1] === 'merge-base' || last[1] === 'config'
  return ASKING.has(program)
}
