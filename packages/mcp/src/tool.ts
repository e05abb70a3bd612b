import type { SchemaName } from '@ses/schema'
import type * as z from 'zod'
import type { Services } from './services.ts'

/** A tool is a command of `ses`: agents get the documents that `--json` prints, and the page that people read. */
export interface Tool {
  /** Stable for ever. */
  readonly name: string
  readonly title: string
  readonly description: string
  /** Arguments; unknown ones are refused. */
  readonly input: z.ZodObject
  /** Schema of the document; absent where `@ses/schema` has none for it. */
  readonly document?: SchemaName
  /** What the tool does to the world; all false for one that only reads. */
  readonly effects: {
    readonly writes: boolean
    /** The same call again changes nothing more. */
    readonly idempotent: boolean
  }
  /** Where the list stands that is given in parts; absent: the document is given whole. */
  readonly list?: string
  /** How the readable text is made: from the command's Markdown or its page, or, for what must run once, from the document. */
  readonly text: 'md' | 'page' | 'document'
  readonly commandLine: (
    input: Readonly<Record<string, unknown>>,
    services: Services,
  ) => CommandLine | Promise<CommandLine>
}

export interface CommandLine {
  /** Name of the command, with a sub-command where it has some. */
  readonly command: readonly string[]
  readonly options?: Readonly<Record<string, string | number | boolean | undefined>>
  /** What follows the options; never read as an option, whatever it begins with. */
  readonly words?: readonly string[]
}

/** The words of a command line, `--json` or `--md` put where an option may stand. */
export function argsOf({ command, options = {}, words = [] }: CommandLine, output?: '--json' | '--md'): string[] {
  const given = Object.entries(options).flatMap(([name, value]) =>
    value === undefined || value === false ? [] : value === true ? [`--${name}`] : [`--${name}=${value}`],
  )
  return [
    ...command,
    ...given,
    ...(output === undefined ? [] : [output]),
    ...(words.length > 0 ? ['--', ...words] : []),
  ]
}
