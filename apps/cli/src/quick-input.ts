import type { Command } from './command.ts'
import { createInput, type Input, type OptionValues } from './input.ts'
import { commonOptions, type Option } from './option.ts'

/** A command and its input. */
export interface ReadInput {
  readonly command: Command
  readonly input: Input
}

/**
 * Reads plain command lines without yargs, whose loading costs as much as Node's own start. Answers undefined for anything that is not
 * plainly right (help, abbreviations, mistakes): yargs then reads it and explains.
 */
export function readQuickly(args: readonly string[], commands: readonly Command[]): ReadInput | undefined {
  const verbAt = args.findIndex((arg) => arg !== '--json')
  const verb = args[verbAt]
  const command = commands.find(({ name, aliases }) => name === verb || (verb !== undefined && aliases?.includes(verb)))
  if (command === undefined) return undefined
  const words: string[] = []
  const values: Record<string, string | number | boolean> = verbAt > 0 ? { json: true } : {}
  const rest = args.slice(verbAt + 1)
  for (let at = 0; at < rest.length; at++) {
    const arg = rest[at] as string
    // What follows is words, whatever it begins with.
    if (arg === '--') {
      words.push(...rest.slice(at + 1))
      break
    }
    if (!arg.startsWith('-') || arg === '-') {
      words.push(arg)
      continue
    }
    const found = findOption(command, arg)
    if (found === undefined || found.name in values) return undefined
    const { name, option, inline } = found
    if (option.type === 'flag') {
      if (inline !== undefined) return undefined
      values[name] = true
      continue
    }
    const text = inline ?? rest[++at]
    const value =
      text === undefined || (inline === undefined && text.startsWith('-')) ? undefined : readValue(option, text)
    if (value === undefined) return undefined
    values[name] = value
  }
  return fits(command, words)
    ? { command, input: createInput(command, words, values satisfies OptionValues) }
    : undefined
}

function findOption(command: Command, arg: string): { name: string; option: Option; inline?: string } | undefined {
  const options: Readonly<Record<string, Option>> = { ...commonOptions, ...command.options }
  const long = /^--([a-z][a-z-]*)(?:=(.*))?$/s.exec(arg)
  if (long !== null) {
    const [, name = '', inline] = long
    const option = Object.hasOwn(options, name) ? options[name] : undefined
    return option === undefined ? undefined : { name, option, ...(inline === undefined ? {} : { inline }) }
  }
  const short = Object.entries(options).find(([, option]) => option.short !== undefined && arg === `-${option.short}`)
  return short === undefined ? undefined : { name: short[0], option: short[1] }
}

function readValue(option: Option, text: string): string | number | undefined {
  if (option.type === 'number') return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined
  return text === '' || (option.choices !== undefined && !option.choices.includes(text)) ? undefined : text
}

function fits({ arguments: expected = [] }: Command, words: readonly string[]): boolean {
  const least = expected.filter((argument) => argument.required).length
  const most = expected.some((argument) => argument.many) ? Number.POSITIVE_INFINITY : expected.length
  return words.length >= least && words.length <= most
}
