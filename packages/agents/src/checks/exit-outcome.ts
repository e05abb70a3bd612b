import { commandKind, parseShell, type ShellCommand, type ToolOutcome } from '@ses/model'

/**
 * What an exit code says of a shell command: 0 is `ok`, anything else `error`, except for programs whose 1 is an answer: a search
 * without a match, files that differ, a test that is false.
 */
export function outcomeOfExit(command: string | undefined, exitCode: number): ToolOutcome {
  if (exitCode === 0) return 'ok'
  return exitCode === 1 && command !== undefined && endsInQuestion(parseShell(command)) ? 'ok' : 'error'
}

const QUESTIONS = new Set(
  'grep egrep fgrep zgrep rg ag ack diff cmp colordiff test [ [[ which where type pgrep findstr select-string'.split(
    ' ',
  ),
)

/** True when the last part asks, and no part before it that may have failed instead decides the exit code. */
function endsInQuestion(parts: readonly ShellCommand[]): boolean {
  const last = parts.at(-1)
  if (last === undefined || !asks(last)) return false
  for (let at = parts.length - 2; at >= 0; at--) {
    const part = parts[at] as ShellCommand
    if (part.next === ';' || part.next === '&' || part.next === '||') break
    if (part.next === '|') continue
    const kind = commandKind(part)
    if (!asks(part) && kind !== undefined && kind !== 'read' && kind !== 'list') return false
  }
  return true
}

function asks({ words }: ShellCommand): boolean {
  const program = (words[0] ?? '')
    .replace(/^.*[\\/]/, '')
    .replace(/\.exe$/i, '')
    .toLowerCase()
  if (program !== 'git') return QUESTIONS.has(program)
  if (words.includes('grep')) return true
  return words.includes('diff') && words.some((word) => /^--(?:quiet|exit-code|no-index)$/.test(word))
}
