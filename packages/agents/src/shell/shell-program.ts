import type { FileOperation } from '@ses/model'
import type { RawTouch } from '../raw-touch.ts'
import type { ShellArguments } from './shell-arguments.ts'

/** One simple command with what it is fed. */
export interface FedCommand {
  /** The words after the program. */
  readonly words: readonly string[]
  /** Text given on standard input, where the line itself holds it. */
  readonly input?: string
  /** True when another command's output is its standard input. */
  readonly piped: boolean
}

/** What a program does to the files its arguments name; the paths are as typed, not yet joined to a directory. */
export type Program = (command: FedCommand) => RawTouch[]

/** A table entry for each of the names. */
export function named(names: string, program: Program): Record<string, Program> {
  return Object.fromEntries(names.split(' ').map((name) => [name, program]))
}

/** One touch for each path. */
export function touchesOf(paths: readonly string[], operation: FileOperation): RawTouch[] {
  return paths.map((path) => ({ path, operation }))
}

/** Source and target of each file that `cp` or `mv` takes. */
function transfers({ plain, options }: ShellArguments): { from: string; to: string }[] {
  const directory = options.get('t')?.at(-1) ?? options.get('target-directory')?.at(-1)
  const sources = directory === undefined ? plain.slice(0, -1) : plain
  if (sources.length === 0) return []
  const target = directory ?? (plain.at(-1) as string)
  const isDirectory = directory !== undefined || sources.length > 1 || /(?:^|[\\/])\.{0,2}$/.test(target)
  return sources.map((from) => ({
    from,
    to: isDirectory ? `${target}/${from.split(/[\\/]/).filter(Boolean).at(-1) ?? ''}` : target,
  }))
}

/** Renames, as `mv` and its like make them. */
export function movedTouches(read: ShellArguments): RawTouch[] {
  return transfers(read).map(({ from, to }) => ({ path: from, operation: 'rename', to }))
}

/** Files that a copy writes; their content is not known. */
export function copiedTouches(read: ShellArguments): RawTouch[] {
  return transfers(read).map(({ to }) => ({ path: to, operation: 'write' }))
}
