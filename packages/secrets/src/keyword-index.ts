/** Finds literals by their last two characters: made in a millisecond or two, where an automaton over them takes fifty. */
export interface KeywordIndex {
  /** For `previous unit << 7 | unit`: 0 where no literal ends in these two, else one more than the place of their list in `lists`. */
  readonly ends: Uint16Array
  readonly lists: readonly (readonly IndexedLiteral[])[]
}

interface IndexedLiteral {
  readonly literal: string
  /** In the list the index was made from. */
  readonly index: number
}

/** Builds the index; literals must be ASCII and have at least two characters. */
export function buildKeywordIndex(literals: readonly string[]): KeywordIndex {
  const ends = new Uint16Array(1 << 14)
  const lists: IndexedLiteral[][] = []
  for (let index = 0; index < literals.length; index++) {
    const literal = literals[index] as string
    const end = (literal.charCodeAt(literal.length - 2) << 7) | literal.charCodeAt(literal.length - 1)
    const known = ends[end] as number
    if (known === 0) ends[end] = lists.push([{ literal, index }])
    else (lists[known - 1] as IndexedLiteral[]).push({ literal, index })
  }
  return { ends, lists }
}

/** Numbers of the literals that end at `end` and start no further left than `floor`, longest first. */
export function literalsEndingAt(index: KeywordIndex, text: string, end: number, floor: number): readonly number[] {
  const key = (text.charCodeAt(end - 2) << 7) | text.charCodeAt(end - 1)
  let found: IndexedLiteral[] | undefined
  for (const entry of index.lists[(index.ends[key] as number) - 1] ?? NONE) {
    const start = end - entry.literal.length
    if (start >= floor && text.startsWith(entry.literal, start)) {
      if (found === undefined) found = [entry]
      else found.push(entry)
    }
  }
  if (found === undefined) return NO_NUMBERS
  if (found.length > 1) found.sort((a, b) => b.literal.length - a.literal.length)
  return found.map((entry) => entry.index)
}

const NONE: readonly IndexedLiteral[] = []
const NO_NUMBERS: readonly number[] = []
