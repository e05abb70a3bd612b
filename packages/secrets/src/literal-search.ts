/** Finds literals one by one with the search that strings have: nothing is made beforehand, which is the fastest for the first few texts. */
export interface LiteralSearch {
  readonly literals: readonly string[]
  /** The number of each literal; absent where it is its place in the list. */
  readonly numbers?: readonly number[]
}

/** A literal in a text. */
export interface Sighting {
  /** The literal's number. */
  readonly index: number
  readonly start: number
  readonly end: number
}

/** The search for those of the literals that stand in a text: in parts of it the others need not be looked for. */
export function searchWithin(literals: readonly string[], text: string): LiteralSearch {
  const numbers: number[] = []
  for (let index = 0; index < literals.length; index++) {
    if (text.includes(literals[index] as string)) numbers.push(index)
  }
  return { literals: numbers.map((index) => literals[index] as string), numbers }
}

/** Where literals stand in a text from `from` on, by their ends; of those with one end the longest comes first. */
export function sightingsOf({ literals, numbers }: LiteralSearch, text: string, from: number): readonly Sighting[] {
  const found: Sighting[] = []
  for (let at = 0; at < literals.length; at++) {
    const literal = literals[at] as string
    for (let start = text.indexOf(literal, from); start >= 0; start = text.indexOf(literal, start + 1)) {
      found.push({ index: numbers?.[at] ?? at, start, end: start + literal.length })
    }
  }
  return found.length < 2 ? found : found.sort((a, b) => a.end - b.end || a.start - b.start)
}
