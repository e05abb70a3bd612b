const MAX_VALUES = 50

/** Variables that a shell line sets to literals; one set to different values is left out, because its uses cannot be told apart. */
export function assignmentsOf(line: string): Map<string, readonly string[]> {
  const values = new Map<string, readonly string[]>()
  if (!line.includes('=')) return values
  const spoilt = new Set<string>()
  for (const [, name, double, single, bare] of line.matchAll(ASSIGNMENT)) {
    const value = double ?? single ?? bare ?? ''
    const known = values.get(name as string)
    if (/[$`]/.test(value) || (known !== undefined && known[0] !== value)) spoilt.add(name as string)
    values.set(name as string, [value])
  }
  for (const name of spoilt) values.delete(name)
  return values
}

// Only where a command may start, and only when nothing but another command follows: `A=1 npm test` sets it for npm alone.
const ASSIGNMENT =
  /(?:^|[;&\n])[ \t]*(?:export )?([A-Za-z_]\w{0,60})=(?:"([^"\n]{0,1000})"|'([^'\n]{0,1000})'|([^\s;&|"'<>()]{0,1000}))(?=[ \t]{0,8}(?:[;&\n]|$))/g

/** The words that `$NAME` or `${NAME}` in a word stand for; undefined when it holds anything unknown. */
export function expandVariables(word: string, values: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  if (!word.includes('$')) return [word]
  const match = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/.exec(word)
  const found = match === null ? undefined : values.get((match[1] ?? match[2]) as string)
  if (match === null || found === undefined || found.length > MAX_VALUES) return undefined
  const [before, after] = [word.slice(0, match.index), word.slice(match.index + match[0].length)]
  const rest = expandVariables(after, found.length > 1 ? new Map() : values)
  if (rest === undefined || rest.length !== 1 || before.includes('$')) return undefined
  return found.map((value) => before + value + rest[0])
}
