const WORD = /[\w@.+-]+/g

/** Sets up to this size are first sought by plain substring, which is several times faster than splitting into words. */
const FEW = 24

/** The names of the set that a text holds as whole words; linear in the text. */
export function namesIn(text: string | undefined, names: ReadonlySet<string>): string[] {
  if (text === undefined || names.size === 0) return []
  if (names.size <= FEW && ![...names].some((name) => text.includes(name))) return []
  const found: string[] = []
  for (const [word] of text.matchAll(WORD)) {
    const name = word.endsWith('.') ? word.slice(0, -1) : word
    if (names.has(name)) found.push(name)
  }
  return found
}
