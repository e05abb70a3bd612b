import type { RawTouch } from '../raw-touch.ts'
import { type OptionSpec, readArguments, type ShellArguments } from './shell-arguments.ts'
import { type FedCommand, type Program, touchesOf } from './shell-program.ts'

/** Whether a search without paths looks below the working directory. */
export type Scope = (read: ShellArguments) => boolean

/** Searchers that do so whatever their options. */
export function always(): boolean {
  return true
}
/** Searchers that do so when told to, and read standard input else. */
export function recursive({ options }: ShellArguments): boolean {
  return ['r', 'R', 'recursive', 'dereference-recursive'].some((name) => options.has(name))
}

/** Options of grep and its relatives. */
export const GREP: OptionSpec = {
  short: 'efmABCdD',
  long: 'regexp file max-count after-context before-context context include exclude exclude-dir exclude-from label binary-files directories devices',
}
const RIPGREP: OptionSpec = {
  short: 'efgtTABCmMjrEd',
  long: 'regexp file glob iglob type type-not after-context before-context context max-count max-columns threads replace encoding max-depth sort sortr ignore-file pre pre-glob color colors type-add type-clear max-filesize engine context-separator path-separator field-match-separator dfa-size-limit regex-size-limit',
}

/** Searchers: a pattern, then paths; without paths the working directory where `scope` says so. */
export function patternFirst(operation: 'search' | 'list', spec: OptionSpec, scope: Scope): Program {
  return ({ words, piped }) => searched(readArguments(words, spec), operation, piped, scope)
}

/** Touches of a search: a pattern unless an option gave it, then paths; without paths the working directory where `scope` says so. */
export function searched(read: ShellArguments, operation: 'search' | 'list', piped: boolean, scope: Scope): RawTouch[] {
  const given = ['e', 'regexp', 'f', 'file'].some((name) => read.options.has(name)) && operation === 'search'
  const paths = given ? read.plain : read.plain.slice(1)
  if (paths.length > 0) return touchesOf(paths, operation)
  const asked = given || read.plain.length > 0 || operation === 'list'
  return asked && !piped && scope(read) ? [{ path: '.', operation }] : []
}

/** `rg`, which lists instead of searching with `--files`. */
export function ripgrep({ words, piped }: FedCommand): RawTouch[] {
  const read = readArguments(words, RIPGREP)
  if (!read.options.has('files')) return searched(read, 'search', piped, always)
  return touchesOf(read.plain.length > 0 ? read.plain : ['.'], 'list')
}

/** `find`, whose paths stand before its first test. */
export function find({ words }: FedCommand): RawTouch[] {
  const start = words.findIndex((word) => !/^-[HLP]$/.test(word))
  const end = words.findIndex((word, index) => index >= start && /^[-(!]/.test(word))
  const paths = start < 0 ? [] : words.slice(start, end < 0 ? undefined : end)
  const action = words.findIndex((word) => word === '-exec' || word === '-execdir')
  const operation = action >= 0 && /^(?:e|f|rip)?grep$|^rg$/.test(words[action + 1] ?? '') ? 'search' : 'list'
  return touchesOf(paths.length > 0 ? paths : ['.'], operation)
}
