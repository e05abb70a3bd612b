import type { Context } from './context.ts'
import type { Input } from './input.ts'
import type { Option } from './option.ts'

/** One verb of the command line. Its file is loaded at every start, so whatever it needs is imported when it runs. */
export interface Command {
  readonly name: string
  readonly aliases?: readonly string[]
  /** Left out of `ses --help`: programs call it, people do not. */
  readonly hidden?: true
  /** One line for `ses --help`, without a full stop. */
  readonly summary: string
  readonly arguments?: readonly Argument[]
  readonly options?: Readonly<Record<string, Option>>
  /** Lines for `ses <command> --help`: what to type, and what it does. */
  readonly examples?: readonly (readonly [command: string, meaning: string])[]
  /** Sessions that hooks told of and that have ended are brought up to date before it runs. */
  readonly readsSessions?: true
  /** Returns the exit code. */
  readonly run: (context: Context, input: Input) => Promise<number>
}

/** A word after the verb. */
interface Argument {
  readonly name: string
  /** How help spells it, where that is not its name: `id|file`. */
  readonly label?: string
  readonly description: string
  readonly required?: true
  /** Takes all words that are left. */
  readonly many?: true
}
