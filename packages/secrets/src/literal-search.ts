/** Finds literals one by one with the search that strings have: nothing is made beforehand, which is the fastest for the first few texts. */
export interface LiteralSearch {
  readonly literals: readonly string[]
}

/** A literal in a text. */
export interface Sighting {
  /** In the list of literals. */
  readonly index: number
  readonly start: number
  readonly end: number
}

/** Where literals stand in a text from `from` on, by their ends; of those with one end the longest comes first. */
export function sightingsOf({ literals }: LiteralSearch, text: string, from: number): readonly Sighting[] {
  const found: Sighting[] = []
  for (let index = 0; index < literals.length; index++) {
    const literal = literals[index] as string
    for (let start = text.indexOf(literal, from); start >= 0; start = text.indexOf(literal, start + 1)) {
      found.push({ index, start, end: start + literal.length })
    }
  }
  return found.length < 2 ? found : found.sort((a, b) => a.end - b.end || a.start - b.start)
}
