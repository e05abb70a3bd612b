/** Letters of all short options and the names of the long ones. */
export function optionsOf(words: readonly string[]): {
  short: string
  long: ReadonlySet<string>
  plain: readonly string[]
} {
  const end = words.indexOf('--')
  const before = end < 0 ? words : words.slice(0, end)
  const short = before
    .filter((word) => /^-[a-zA-Z]+$/.test(word))
    .join('')
    .replaceAll('-', '')
  const long = new Set(before.filter((word) => word.startsWith('--')).map((word) => word.replace(/=.*$/, '')))
  const plain = [...before.filter((word) => !word.startsWith('-')), ...(end < 0 ? [] : words.slice(end + 1))]
  return { short, long, plain }
}
