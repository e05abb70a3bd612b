/** Which options of a program take the next word as their value. */
export interface OptionSpec {
  /** Letters of short options with a value, `nc` for `-n 5` and `-c5`. */
  readonly short?: string
  /** Names of long options with a value, without dashes; `--name=value` needs no entry. */
  readonly long?: string
  /** Names of long options that take two values. */
  readonly pairs?: string
}

/** The arguments of a program sorted by the habits of getopt: options may stand anywhere, `--` ends them. */
export interface ShellArguments {
  readonly plain: readonly string[]
  /** Values by option name without dashes; a flag has no value, a cluster `-la` is two flags. */
  readonly options: ReadonlyMap<string, readonly string[]>
  /** The plain arguments after `--`; absent without it. */
  readonly afterDashes?: readonly string[]
}

/** Sorts the words after a program; never fails, unknown options are flags. */
export function readArguments(words: readonly string[], spec: OptionSpec = {}): ShellArguments {
  const short = spec.short ?? ''
  const long = new Set(spec.long?.split(' '))
  const pairs = new Set(spec.pairs?.split(' '))
  const plain: string[] = []
  const options = new Map<string, string[]>()
  const add = (name: string, value?: string): void => {
    const values = options.get(name) ?? []
    options.set(name, values)
    if (value !== undefined) values.push(value)
  }
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string
    if (word === '--') {
      const afterDashes = words.slice(at + 1)
      return { plain: [...plain, ...afterDashes], options, afterDashes }
    }
    if (word.startsWith('--')) {
      const equals = word.indexOf('=')
      const name = word.slice(2, equals < 0 ? undefined : equals)
      if (equals >= 0) add(name, word.slice(equals + 1))
      else if (pairs.has(name)) {
        add(name, words[at + 1])
        at += 2
      } else add(name, long.has(name) ? words[++at] : undefined)
    } else if (word.startsWith('-') && word !== '-') {
      for (let letter = 1; letter < word.length; letter++) {
        const name = word[letter] as string
        if (!short.includes(name)) add(name)
        else {
          add(name, letter + 1 < word.length ? word.slice(letter + 1) : words[++at])
          break
        }
      }
    } else plain.push(word)
  }
  return { plain, options }
}
