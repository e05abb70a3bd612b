import type { Option } from './option.ts'

/** What was typed after `ses`, whichever reader understood it. */
export interface Input {
  readonly words: readonly string[]
  readonly flag: (name: string) => boolean
  /** False for an option that was left out; `--flag=false` was not. */
  readonly said: (name: string) => boolean
  readonly text: (name: string) => string | undefined
  readonly number: (name: string) => number | undefined
}

/** Values by the full name of an option. */
export type OptionValues = Readonly<Record<string, string | number | boolean | undefined>>

interface OptionOwner {
  readonly name: string
  readonly options?: Readonly<Record<string, Option>>
}

/** Asking for an option that the command does not declare is a bug of the command and throws. */
export function createInput(command: OptionOwner, words: readonly string[], values: OptionValues): Input {
  const value = (name: string, type: 'flag' | 'text' | 'number'): string | number | boolean | undefined => {
    if (name !== 'json' && command.options?.[name]?.type !== type)
      throw new Error(`${command.name} has no ${type} --${name}`)
    return values[name]
  }
  return {
    words,
    flag: (name) => value(name, 'flag') === true,
    said: (name) => values[name] !== undefined,
    text: (name) => value(name, 'text') as string | undefined,
    number: (name) => value(name, 'number') as number | undefined,
  }
}
