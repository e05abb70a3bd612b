import type { ShellCommand } from '@ses/model'

/** A shell line that ran. */
export interface RanLine {
  readonly parts: readonly ShellCommand[]
  /** For each part whether it is one like `cd` or `echo`, which is no likely reason for a failure. */
  readonly silent: readonly boolean[]
  /** Exit code of the whole line; absent when unknown. */
  readonly exitCode?: number
  readonly output: string
}

/**
 * What exit codes say about one part: true or false where they must have come from it, undefined where a pipe, `;`, `||` or
 * another part stands between. `; echo $?`, `&& echo done` and `|| echo failed` right after the part are read too.
 */
export function exitVerdict(line: RanLine, index: number): boolean | undefined {
  return echoed(line, index) ?? inferred(line, index)
}

/** Not found, not executable, and the codes of a process that was killed: the part came to no verdict. */
const NO_VERDICT = new Set([124, 126, 127, 130, 137, 143])

function inferred({ parts, silent, exitCode }: RanLine, index: number): boolean | undefined {
  if (exitCode === undefined || exitCode < 0 || NO_VERDICT.has(exitCode)) return undefined
  const stopsAtError = isSet(parts, (word) => /^-[a-z]*e/.test(word))
  const failsInPipe = isSet(parts, (word) => word === 'pipefail')
  const last = parts.length - 1
  // The exit code belongs to what follows the last `;`.
  let start = last
  while (start > 0 && !endsList(parts[start - 1] as ShellCommand, stopsAtError)) start -= 1
  const list = parts.slice(start)
  if (index < start || list.some((part, at) => part.next === '||' && start + at < last)) return undefined
  const own = parts[index] as ShellCommand
  if ((own.next === '|' && !failsInPipe) || own.next === '&') return undefined
  if (exitCode === 0) return true
  const suspect = list.some((part, at) => {
    if (start + at === index || silent[start + at] === true) return false
    return failsInPipe ? at === 0 || list[at - 1]?.next !== '|' : part.next !== '|'
  })
  return suspect ? undefined : false
}

function endsList(part: ShellCommand, stopsAtError: boolean): boolean {
  return part.next === '&' || part.next === '' || (part.next === ';' && !stopsAtError)
}

function isSet(parts: readonly ShellCommand[], option: (word: string) => boolean): boolean {
  return parts.some((part) => part.words[0] === 'set' && part.words.slice(1).some(option))
}

function echoed({ parts, silent, output }: RanLine, index: number): boolean | undefined {
  let end = index
  while (parts[end]?.next === '|') end += 1
  const own = parts[end] as ShellCommand
  const echo = parts[end + 1]
  if (echo === undefined || echo.redirects.length > 0 || (echo.words[0] !== 'echo' && echo.words[0] !== 'Write-Output'))
    return undefined
  const text = echo.words.slice(1).join(' ')
  if (own.next === ';') {
    const first = index === 0 || parts[index - 1]?.next !== '|'
    const status =
      end === index
        ? /\$\?|\$LASTEXITCODE/.exec(text)
        : first
          ? /\$\{(?:PIPESTATUS\[0\]|pipestatus\[1\])\}/.exec(text)
          : null
    if (status === null) return undefined
    const code = printedCode(output, text.slice(0, status.index), end + 2 === parts.length)
    return code === undefined || NO_VERDICT.has(code) ? undefined : code === 0
  }
  if (end !== index || text.length < 2 || /[$`]/.test(text) || !hasLine(output, text)) return undefined
  if (own.next === '&&') return true
  const alone = index === 0 || silent[index - 1] === true || parts[index - 1]?.next === ';'
  return own.next === '||' && alone ? false : undefined
}

/** The number printed after a literal text, the last one where several are. */
function printedCode(output: string, before: string, atEnd: boolean): number | undefined {
  if (before.trim() === '') {
    const last = output.trimEnd()
    const line = last.slice(last.lastIndexOf('\n') + 1).trim()
    return atEnd && /^\d{1,3}$/.test(line) ? Number(line) : undefined
  }
  const at = output.lastIndexOf(before)
  const digits = at < 0 ? null : /^\d{1,3}/.exec(output.slice(at + before.length, at + before.length + 3))
  return digits === null ? undefined : Number(digits[0])
}

function hasLine(output: string, text: string): boolean {
  for (let at = output.indexOf(text); at >= 0; at = output.indexOf(text, at + text.length)) {
    const end = output.charAt(at + text.length)
    if ((at === 0 || output[at - 1] === '\n') && (end === '' || end === '\n' || end === '\r')) return true
  }
  return false
}
