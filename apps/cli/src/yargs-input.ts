import { SesError } from '@ses/model'
import yargs, { type Argv } from 'yargs'
import { type Command, commonOptions, type Option } from './command.ts'
import { createInput, type OptionValues } from './input.ts'
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
    .parserConfiguration({ 'camel-case-expansion': false, 'parse-positional-numbers': false, 'boolean-negation': false })
    .options(Object.fromEntries(Object.entries(commonOptions).map(([name, option]) => [name, yargsOption(option)])))
    .option('version', { type: 'boolean', description: 'Show the version' })
    .completion('completion', false, (_current, argv, complete, done) => {
      const takesId = commands.some(({ name, arguments: words = [] }) => {
        return (argv as { _: unknown[] })._.includes(name) && words.some((word) => word.name === 'id')
      })
      if (takesId) void options.completeIds().then((ids) => done([...ids]))
      else complete()
    })
    .strict()
    .recommendCommands()
    .epilogue(EPILOGUE)
  for (const command of commands) {
    parser.command({
      command: [usageOf(command), ...(command.aliases ?? [])],
      describe: command.summary,
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
  return [name, ...words.map(({ name: word, required, many }) => {
    const inner = many === true ? `${word}..` : word
    return required === true ? `<${inner}>` : `[${inner}]`
  })].join(' ')
}

function wordsOf({ arguments: expected = [] }: Command, values: Record<string, unknown>): string[] {
  return expected.flatMap(({ name }) => {
    const value = values[name]
    return Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)]
  })
}

/** The first line of what yargs says, in our own case: `unknown argument: foo`. */
function messageOf(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).trim().split('\n')
  return line.charAt(0).toLowerCase() + line.slice(1)
}
