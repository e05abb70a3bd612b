/** How the hook of a machine is started. */
export interface HookCommand {
  /** The bundled hook program by its absolute path, the fast way; absent: only `ses` on the PATH, for files that are shared. */
  readonly bundle?: HookBundle
}

/** Two absolute paths. */
export interface HookBundle {
  readonly node: string
  readonly script: string
}

/** What reads the line: `posix` is any of sh, bash, zsh and fish. */
export type HookShell = 'posix' | 'powershell' | 'cmd'

/**
 * The line that an agent runs for one event. It prints nothing and exits 0 whatever is missing, because Gemini CLI blocks on any code of 2 and
 * more, 127 included, and Copilot CLI denies every tool when a hook fails. The payload passes through on stdin. `test`, `&&` and `||` are what
 * sh and fish have in common: Codex runs hooks by the user's own shell.
 */
export function hookLine(command: HookCommand, event: string, agent: string, shell: HookShell = 'posix'): string {
  const { bundle } = command
  const words = `${event} --agent ${agent}`
  if (shell === 'powershell') {
    const ses = `if (Get-Command ses -ErrorAction SilentlyContinue) { ses log ${words} *> $null }`
    if (bundle === undefined) return `${ses}; exit 0`
    const [node, script] = [powershellWord(bundle.node), powershellWord(bundle.script)]
    return `if (Test-Path -LiteralPath ${script}) { & ${node} ${script} ${words} *> $null } else { ${ses} }; exit 0`
  }
  if (shell === 'cmd') {
    const ses = `ses log ${words} >nul 2>&1`
    if (bundle === undefined) return `${ses} & exit /b 0`
    return `if exist "${bundle.script}" ("${bundle.node}" "${bundle.script}" ${words} >nul 2>&1) else (${ses}) & exit /b 0`
  }
  const ses = `ses log ${words} >/dev/null 2>&1 || true`
  if (bundle === undefined) return ses
  const [node, script] = [posixWord(bundle.node), posixWord(bundle.script)]
  return `test -f ${script} && ${node} ${script} ${words} >/dev/null 2>&1 || ${ses}`
}

/** Agent whose hook a line is when `ses` registered it; every line holds `ses log <event> --agent <id>`, however it starts. */
export function agentOfLine(line: string): string | undefined {
  return /(?:^|[\s({])ses log [A-Za-z][A-Za-z._]* --agent ([a-z][a-z-]*)/.exec(line)?.[1]
}

/** The bundled program that a line starts first; undefined when it relies on the PATH. */
export function scriptOfLine(line: string): string | undefined {
  const posix = /^test -f ('(?:[^']|'\\'')*') && /.exec(line)?.[1]
  if (posix !== undefined) return posix.slice(1, -1).replaceAll("'\\''", "'")
  const powershell = /^if \(Test-Path -LiteralPath '((?:[^']|'')*)'\)/.exec(line)?.[1]
  if (powershell !== undefined) return powershell.replaceAll("''", "'")
  return /^if exist "([^"]*)" /.exec(line)?.[1]
}

/** One word of sh, bash, zsh and fish, whatever it holds. */
function posixWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

function powershellWord(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
