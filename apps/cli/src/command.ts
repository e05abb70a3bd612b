import type { Context } from './context.ts'
import type { Input } from './input.ts'

/** One verb of the command line. Its file is loaded at every start, so whatever it needs is imported when it runs. */
export interface Command {
  readonly name: string
  readonly aliases?: readonly string[]
  /** One line for `ses --help`, without a full stop. */
  readonly summary: string
  readonly arguments?: readonly Argument[]
  readonly options?: Readonly<Record<string, Option>>
  /** Lines for `ses <command> --help`: what to type, and what it does. */
  readonly examples?: readonly (readonly [command: string, meaning: string])[]
  /** Returns the exit code. */
  readonly run: (context: Context, input: Input) => Promise<number>
}

/** A word after the verb. */
export interface Argument {
  readonly name: string
  readonly description: string
  readonly required?: true
  /** Takes all words that are left. */
  readonly many?: true
}

/** `--name`, `--name <text>` or `--name <number>`. */
export interface Option {
  readonly type: 'flag' | 'text' | 'number'
  readonly description: string
  /** One letter. */
  readonly short?: string
  readonly choices?: readonly string[]
}

/** Understood by every command. */
export const commonOptions: Readonly<Record<string, Option>> = {
  json: { type: 'flag', description: 'Print one JSON document' },
}
