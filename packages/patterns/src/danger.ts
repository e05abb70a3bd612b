import type { ShellCommand } from '@ses/model'
import type { Severity } from './detector.ts'
import { ancestorsOf, tidyPath } from './paths.ts'

/** One destructive thing that a shell line does. */
export interface Danger {
  readonly what: string
  readonly severity: Severity
  readonly instead: string
}

/** What is known of the place a command runs in. */
export interface DangerScene {
  /** The session's directory. */
  readonly cwd: string
  /** Files the session created; grows with directories and clones that the commands themselves make. */
  readonly made: Set<string>
  /** Paths the line removes, where the record resolved them: variables and `cd` are accounted for. */
  readonly removed: readonly string[]
}

/** Where a simple command runs: the directory that the line's own `cd`s lead to, from the session's. */
interface Place extends DangerScene {
  readonly directory: string
}

type Rule = (words: readonly string[], command: ShellCommand, place: Place) => Danger | undefined

/** Dangers of the simple commands of one shell line, each kind once. Words inside quotes and here-documents are never taken for commands. */
export function dangersIn(line: string, shell: readonly ShellCommand[], scene: DangerScene): Danger[] {
  const found = new Map<string, Danger>()
  const safeVariables = temporaryVariables(line)
  let directory = ''
  for (const [index, command] of shell.entries()) {
    if (command.words[0] === 'cd' || command.words[0] === 'pushd') {
      directory = resolve(directory, expandSafe(command.words[1] ?? '', safeVariables))
    }
    const place = { ...scene, directory }
    noteMade(command, place)
    const words = command.words.map((word) => expandSafe(word, safeVariables))
    for (const danger of [...RULES.map((rule) => rule(words, command, place)), pipedDanger(shell, index)]) {
      if (danger !== undefined) found.set(danger.what, danger)
    }
  }
  return [...found.values()]
}

/** Names of the variables that a line sets to a temporary place. */
function temporaryVariables(line: string): ReadonlySet<string> {
  const assigned = line.matchAll(
    /\b([A-Za-z_]\w{0,60})=["']?(?:\$\(mktemp|`mktemp|(?:\/private)?\/(?:tmp|var\/tmp|var\/folders)\/|\$\{?TMP)/g,
  )
  return new Set([...assigned].map(([, name = '']) => name))
}

function noteMade(command: ShellCommand, { made, directory }: Place): void {
  const [program, ...rest] = command.words
  if (program === 'mkdir') for (const word of rest) if (!word.startsWith('-')) made.add(resolve(directory, word))
  if (program === 'git' && (rest[0] === 'clone' || rest[0] === 'worktree')) {
    const last = rest.at(-1) ?? ''
    made.add(resolve(directory, last.includes(':') ? last.replace(/^.*\//, '').replace(/\.git$/, '') : last))
  }
}

function expandSafe(word: string, safe: ReadonlySet<string>): string {
  return word.replace(/^\$\{?(\w+)\}?/, (whole, name: string) =>
    safe.has(name) || /^(?:TMPDIR|TMP|TEMP|RUNNER_TEMP)$/.test(name) ? '/tmp/x' : whole,
  )
}

function resolve(directory: string, path: string): string {
  const tidy = tidyPath(path)
  if (directory === '' || /^(?:[/~$]|[A-Za-z]:)/.test(tidy)) return tidy
  return tidy === '' ? directory : `${directory}/${tidy}`
}

function isTemporary(path: string): boolean {
  return (
    /^(?:\/private)?\/(?:tmp|var\/tmp|var\/folders|dev\/shm)(?:\/|$)|\/AppData\/Local\/Temp\//i.test(path) ||
    /^\$\{?(?:TMPDIR|TMP|TEMP)\b/.test(path)
  )
}

const REBUILT =
  /^(?:dist|build|out|target|node_modules|\.next|\.nuxt|coverage|htmlcov|__pycache__|\.pytest_cache|\.mypy_cache|\.ruff_cache|\.cache|\.turbo|\.parcel-cache|\.vite|\.venv|venv|tmp|temp|\.tmp|obj|bin|DerivedData|\.gradle|\.build|storybook-static|playwright-report|test-results|.*\.egg-info|.*\.(?:log|tmp|tsbuildinfo|pyc|o))$/i

function isDisposable(target: string, { made, cwd, directory }: Place): boolean {
  const whole = resolve(directory, target)
  const path = cwd.length > 1 && whole.startsWith(`${cwd}/`) ? whole.slice(cwd.length + 1) : whole
  // The whole temporary directory belongs to others too.
  if (isTemporary(path)) return !/^(?:\/private)?\/(?:tmp|var\/tmp)\/?\*?$/.test(path)
  return path.split('/').some((segment) => REBUILT.test(segment)) || ancestorsOf(path).some((above) => made.has(above))
}

/** Letters of all short options and the names of the long ones. */
function optionsOf(words: readonly string[]): { short: string; long: ReadonlySet<string>; plain: readonly string[] } {
  const end = words.indexOf('--')
  const before = end < 0 ? words : words.slice(0, end)
  const short = before
    .filter((word) => /^-[a-zA-Z]+$/.test(word))
    .join('')
    .replaceAll('-', '')
  const long = new Set(before.filter((word) => word.startsWith('--')).map((word) => word.replace(/=.*$/, '')))
  const plain = [...before.filter((word) => !word.startsWith('-')), ...(end < 0 ? [] : words.slice(end + 1))]
  return { short, long, plain }
}

const removal: Rule = ([program, ...rest], _command, place) => {
  const options = optionsOf(rest)
  const recursive =
    program === 'rm'
      ? /[rR]/.test(options.short) || options.long.has('--recursive')
      : /^remove-item$/i.test(program ?? '') && rest.some((word) => /^-(?:recurse|r)$/i.test(word))
  if (!recursive) return undefined
  if (options.plain.every((target) => isDisposable(target, place))) return undefined
  const { removed } = place
  if (removed.length > 0 && removed.every((path) => isDisposable(path, { ...place, directory: '' }))) return undefined
  return {
    what: 'recursive removal outside temporary and build directories',
    severity: 'concern',
    instead: 'Name exactly what to delete, and move it aside or commit first so that it can be brought back.',
  }
}

const git: Rule = ([program, ...rest], _command, { directory }) => {
  if (program !== 'git' || isTemporary(directory)) return undefined
  // Options of git itself come before the verb; `-C` and `-c` take a value.
  let at = 0
  while (at < rest.length && rest[at]?.startsWith('-')) at += rest[at] === '-C' || rest[at] === '-c' ? 2 : 1
  const verb = rest[at]
  const { short, long, plain } = optionsOf(rest.slice(at + 1))
  if (long.has('--dry-run') || (verb === 'clean' && short.includes('n'))) return undefined
  if (verb === 'reset' && long.has('--hard')) {
    return {
      what: 'git reset --hard',
      severity: 'concern',
      instead: 'Stash or commit before resetting, or use `git reset --keep`.',
    }
  }
  if (verb === 'clean' && (short.includes('f') || long.has('--force'))) {
    return {
      what: 'git clean',
      severity: 'warning',
      instead: 'Look at `git clean -n` first; untracked files cannot be brought back.',
    }
  }
  if (
    (verb === 'checkout' && plain.includes('.')) ||
    (verb === 'restore' && plain.includes('.') && !long.has('--staged'))
  ) {
    return {
      what: 'all uncommitted changes discarded',
      severity: 'warning',
      instead: 'Stash first, or restore single files.',
    }
  }
  if (verb !== 'push') return undefined
  if (short.includes('f') || long.has('--force') || plain.slice(1).some((word) => word.startsWith('+'))) {
    return {
      what: 'git push --force',
      severity: 'concern',
      instead: 'Use `git push --force-with-lease`, after asking.',
    }
  }
  return long.has('--force-with-lease')
    ? { what: 'git push --force-with-lease', severity: 'info', instead: 'Ask before rewriting a published branch.' }
    : undefined
}

const DATABASE =
  /^(?:psql|mysql|mariadb|sqlite3?|mongosh?|mongo|clickhouse-client|sqlcmd|duckdb|cqlsh|cockroach|d1|snowsql|bq)$/
const DESTROYS =
  /\b(?:drop\s+(?:table|database|schema)|truncate\s+(?:table\s+)?["'`\w])(?![^;]{0,60}\b\w*(?:test|tmp|temp)\w*)|\.dropDatabase\(|\bflushall\b/i

const DROPS: Danger = {
  what: 'tables or a database dropped or emptied',
  severity: 'concern',
  instead: 'Take a dump first, and ask before dropping or truncating data.',
}

const database: Rule = (words, command) => {
  const [program = ''] = words
  if (program === 'dropdb') return DROPS
  if (
    !words.some((word) => DATABASE.test(word.replace(/^.*\//, ''))) ||
    /^(?:grep|rg|echo|printf|cat|which|git|sed)$/.test(program)
  )
    return undefined
  return [...words.slice(1), ...command.heredocs].some((text) => DESTROYS.test(text)) ? DROPS : undefined
}

const permissions: Rule = ([program, ...rest], _command, place) => {
  if (program !== 'chmod') return undefined
  const mode = rest.find((word) => !/^-[a-zA-Z]*R|^--/.test(word)) ?? ''
  if (!/^0?777$|^(?:a|ugo)\+[rx]*w|^o\+[rx]*w/.test(mode)) return undefined
  const targets = rest.slice(rest.indexOf(mode) + 1)
  if (targets.length > 0 && targets.every((target) => isDisposable(target, place))) return undefined
  return {
    what: 'permissions opened to everyone',
    severity: 'warning',
    instead: 'Give the permission to the one user or group that needs it.',
  }
}

const PIPED: Danger = {
  what: 'a download run by a shell',
  severity: 'warning',
  instead: 'Download to a file, read it, then run it; or use a package manager.',
}

const substitutedDownload: Rule = ([program = '', ...rest]) =>
  /^\$\((?:curl|wget)\s/.test(program) ||
  ((program === 'eval' || program === 'source') && /^\$\((?:curl|wget)\s/.test(rest[0] ?? ''))
    ? PIPED
    : undefined

const RULES: readonly Rule[] = [removal, git, database, permissions, substitutedDownload]

/** Dangers that lie in two commands joined by a pipe. */
function pipedDanger(shell: readonly ShellCommand[], index: number): Danger | undefined {
  const from = shell[index]
  const to = shell[index + 1]
  if (from?.next !== '|' || to === undefined) return undefined
  const [source = '', ...words] = from.words
  const [target = ''] = to.words
  if (/^(?:curl|wget)$/.test(source) && /^(?:.*\/)?(?:ba|z|da|k)?sh$/.test(target)) return PIPED
  const speaks = source === 'echo' || source === 'printf' || source === 'cat'
  if (
    speaks &&
    to.words.some((word) => DATABASE.test(word)) &&
    [...words, ...from.heredocs].some((text) => DESTROYS.test(text))
  )
    return DROPS
  return undefined
}
