import { SesError } from '@ses/model'
import yargs, { type Argv } from 'yargs'
import type { Command } from './command.ts'
import { createInput, type OptionValues } from './input.ts'
import { commonOptions, type Option } from './option.ts'
import type { ReadInput } from './quick-input.ts'

export interface YargsOptions {
  readonly columns: number
  /** Answers ids for the shell to complete, for commands that take one. */
  readonly completeIds: () => Promise<readonly string[]>
}

/** A command to run, or a text to print instead: help or a completion script. */
export type YargsReading = ReadInput | { readonly text: string }

const EPILOGUE = 'An <id> may be shortened to any unique prefix, or be "latest". Every command takes --json.'

/** Reads a command line in full. Throws `SesError` `usage` for one that makes no sense. */
export async function readWithYargs(
  args: readonly string[],
  commands: readonly Command[],
  options: YargsOptions,
): Promise<YargsReading> {
  let chosen: ReadInput | undefined
  // `ses help reflect` is what git users type.
  const words = args[0] === 'help' ? [...args.slice(1), '--help'] : [...args]
  // Asked for beforehand: yargs ends its parsing without waiting for completions.
  const ids = args.includes('--get-yargs-completions') ? await options.completeIds() : []
  const parser = yargs(words)
    .scriptName('ses')
    .usage('Usage: $0 <command> [options]')
    .locale('en')
    .exitProcess(false)
    .fail(false)
    .version(false)
    .help('help', 'Show help')
    .alias('h', 'help')
    .wrap(Math.min(100, options.columns))
    .parserConfiguration({
      'camel-case-expansion': false,
      'parse-positional-numbers': false,
      'boolean-negation': false,
    })
    .options(Object.fromEntries(Object.entries(commonOptions).map(([name, option]) => [name, yargsOption(option)])))
    .option('version', { type: 'boolean', description: 'Show the version', global: false })
    .completion(
      'shell-completion',
      false,
      (_current: string, argv: unknown, complete: () => void, done: (words: string[]) => void) => {
        const takesId = commands.some(({ name, arguments: words = [] }) => {
          return (
            (argv as { readonly _: readonly unknown[] })._.includes(name) && words.some((word) => word.name === 'id')
          )
        })
        if (takesId) done([...ids])
        else complete()
      },
    )
    .strict()
    .recommendCommands()
    .epilogue(EPILOGUE)
  for (const command of commands) {
    parser.command({
      command: [usageOf(command), ...(command.aliases ?? [])],
      describe: command.hidden === true ? false : command.summary,
      builder: (nested: Argv) => describe(nested, command),
      handler: (values: Record<string, unknown>) => {
        chosen = { command, input: createInput(command, wordsOf(command, values), values as OptionValues) }
      },
    })
  }
  const printed: string[] = []
  const log = console.log
  try {
    const text = await outputOf(parser, words, (line) => printed.push(line))
    if (text !== '') return { text: `${text}\n` }
  } catch (error) {
    if (error instanceof SesError) throw error
    throw new SesError('usage', messageOf(error), { cause: error })
  } finally {
    console.log = log
  }
  if (chosen !== undefined) return chosen
  return { text: printed.length > 0 ? `${printed.join('\n')}\n` : `${await parser.getHelp()}\n` }
}

/** The script that makes a shell ask `ses` for completions. */
export async function completionScript(): Promise<string> {
  const lines: string[] = []
  const log = console.log
  console.log = (line: unknown) => lines.push(String(line))
  try {
    yargs([]).scriptName('ses').exitProcess(false).completion('completion', false).showCompletionScript()
  } finally {
    console.log = log
  }
  return `${lines.join('\n')}\n`
}

/** Completions are printed by yargs itself through console.log; all else comes through the callback. */
async function outputOf(parser: Argv, words: string[], print: (line: string) => void): Promise<string> {
  console.log = (line: unknown) => print(String(line))
  let text = ''
  await parser.parseAsync(words, {}, (error: Error | undefined | null, _argv: unknown, output: string) => {
    text = output
    if (error) throw error
  })
  return text
}

function describe(nested: Argv, command: Command): Argv {
  for (const { name, description, many } of command.arguments ?? []) {
    nested.positional(name, { type: 'string', description, ...(many === true ? { array: true } : {}) })
  }
  for (const [name, option] of Object.entries(command.options ?? {})) nested.option(name, yargsOption(option))
  for (const [line, meaning] of command.examples ?? []) nested.example(line, meaning)
  return nested
}

function yargsOption({ type, description, short, choices }: Option): object {
  return {
    type: type === 'flag' ? 'boolean' : type === 'number' ? 'number' : 'string',
    description,
    ...(type === 'flag' ? {} : { requiresArg: true }),
    ...(short === undefined ? {} : { alias: short }),
    ...(choices === undefined ? {} : { choices }),
    ...(type === 'number' ? { coerce: finite } : {}),
  }
}

function finite(value: unknown): number | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value
  throw new SesError('usage', 'a number is expected where none was given')
}

function usageOf({ name, arguments: words = [] }: Command): string {
  return [
    name,
    ...words.map(({ name: word, label, required, many }) => {
      const inner = many === true ? `${word}..` : (label ?? word)
      return required === true ? `<${inner}>` : `[${inner}]`
    }),
  ].join(' ')
}

function wordsOf({ arguments: expected = [] }: Command, values: Record<string, unknown>): string[] {
  return expected.flatMap(({ name }) => {
    const value = values[name]
    const words = Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)]
    // yargs makes an empty word of the dash that stands for stdin.
    return words.map((word) => (word === '' ? '-' : word))
  })
}

/** The first line of what yargs says, in our own case: `unknown argument: foo`. */
function messageOf(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).trim().split('\n')
  const text = line.charAt(0).toLowerCase() + line.slice(1)
  return text.startsWith('did you mean') ? `no such command; ${text}` : text
}
