import type { ShellCommand } from '@ses/model'
import { ancestorsOf, tidyPath } from '../paths.ts'

/** What is known of the place a shell line runs in. */
export interface Scene {
  /** The session's directory. */
  readonly cwd: string
  /** Files the session created; grows with directories and clones that the commands themselves make. */
  readonly made: Set<string>
  /** Paths the line removes, where the record resolved them: variables and `cd` are accounted for. */
  readonly removed: readonly string[]
}

/** Where a simple command runs: the directory that the line's own `cd`s lead to; empty for the session's. */
export interface Place extends Scene {
  readonly directory: string
}

/** Names of the variables that a line sets to a temporary place. */
export function temporaryVariables(line: string): ReadonlySet<string> {
  const assigned = line.matchAll(
    /\b([A-Za-z_]\w{0,60})=["']?(?:\$\(mktemp|`mktemp|(?:\/private)?\/(?:tmp|var\/tmp|var\/folders)\/|\$\{?TMP)/g,
  )
  return new Set([...assigned].map(([, name = '']) => name))
}

/** Notes what a command makes, so that it may be removed again. */
export function noteMade(command: ShellCommand, { made, directory }: Place): void {
  const [program, ...rest] = command.words
  if (program === 'mkdir') for (const word of rest) if (!word.startsWith('-')) made.add(resolvePath(directory, word))
  if (program === 'git' && (rest[0] === 'clone' || rest[0] === 'worktree')) {
    const last = rest.at(-1) ?? ''
    made.add(resolvePath(directory, last.includes(':') ? last.replace(/^.*\//, '').replace(/\.git$/, '') : last))
  }
}

/** The word with a leading variable of the set, or one that by convention names a temporary place, filled in. */
export function expandTemporary(word: string, safe: ReadonlySet<string>): string {
  return word.replace(/^\$\{?(\w+)\}?/, (whole, name: string) =>
    safe.has(name) || /^(?:TMPDIR|TMP|TEMP|RUNNER_TEMP)$/.test(name) ? '/tmp/x' : whole,
  )
}

/** A path as seen from a directory. */
export function resolvePath(directory: string, path: string): string {
  const tidy = tidyPath(path)
  if (directory === '' || /^(?:[/~$]|[A-Za-z]:)/.test(tidy)) return tidy
  return tidy === '' ? directory : `${directory}/${tidy}`
}

/** True below the places that systems keep for temporary files. */
export function isTemporary(path: string): boolean {
  return (
    /^(?:\/private)?\/(?:tmp|var\/tmp|var\/folders|dev\/shm)(?:\/|$)|\/AppData\/Local\/Temp\//i.test(path) ||
    /^\$\{?(?:TMPDIR|TMP|TEMP)\b/.test(path)
  )
}

const REBUILT =
  /^(?:dist|build|out|target|node_modules|\.next|\.nuxt|coverage|htmlcov|__pycache__|\.pytest_cache|\.mypy_cache|\.ruff_cache|\.cache|\.turbo|\.parcel-cache|\.vite|\.venv|venv|tmp|temp|\.tmp|obj|bin|DerivedData|\.gradle|\.build|storybook-static|playwright-report|test-results|.*\.egg-info|.*\.(?:log|tmp|tsbuildinfo|pyc|o))$/i

/** True for what is temporary, can be built again, or was made in this session. */
export function isDisposable(target: string, { made, cwd, directory }: Place): boolean {
  const whole = resolvePath(directory, target)
  const path = cwd.length > 1 && whole.startsWith(`${cwd}/`) ? whole.slice(cwd.length + 1) : whole
  // The whole temporary directory belongs to others too.
  if (isTemporary(path)) return !/^(?:\/private)?\/(?:tmp|var\/tmp)\/?\*?$/.test(path)
  return path.split('/').some((segment) => REBUILT.test(segment)) || ancestorsOf(path).some((above) => made.has(above))
}
