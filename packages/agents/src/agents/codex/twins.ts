/** Rows told twice lie next to each other; further apart, equal words were said twice. */
const TWIN_LINES = 40
const MAX_TOLD = 400

/** Notices what is told a second time: as an item of the model's conversation, or as an event for the screen. */
export class Twins {
  /** Texts told by one side and not yet by the other, with the lines. */
  readonly #told = { item: new Map<string, number[]>(), event: new Map<string, number[]>() }
  readonly #itemIds = new Set<string>()

  /** Whether the other side has told this already; then both tellings are used up. */
  repeats(line: number, side: 'item' | 'event', text: string, id?: string): boolean {
    const key = keyOf(text)
    const other = this.#told[side === 'item' ? 'event' : 'item']
    const lines = other.get(key)?.filter((told) => line - told <= TWIN_LINES) ?? []
    const sameItem = id !== undefined && this.sameItem(id)
    if (lines.length > 1) other.set(key, lines.slice(1))
    else other.delete(key)
    if (sameItem || lines.length > 0) return true
    const own = this.#told[side]
    own.set(key, [...(own.get(key) ?? []).filter((told) => line - told <= TWIN_LINES), line])
    if (own.size > MAX_TOLD) for (const old of [...own.keys()].slice(0, MAX_TOLD / 2)) own.delete(old)
    return false
  }

  /** Whether an item of this id was told before. */
  sameItem(id: string): boolean {
    if (this.#itemIds.has(id)) return true
    this.#itemIds.add(id)
    return false
  }
}

/** Texts are compared by their start and length: the two tellings differ in blanks only. */
function keyOf(text: string): string {
  const normal = text.slice(0, 2000).replace(/\s+/g, ' ').trim()
  return `${text.length > 2000 ? text.length : ''} ${normal.slice(0, 300)}${normal.length}`
}
