/** An Aho-Corasick automaton over ASCII literals as one flat table: `next[state << 7 | unit]`, other units go to state 0. */
export interface Automaton {
  readonly next: Uint16Array
  /** States from this number on end at least one literal. */
  readonly firstOutput: number
  /** For `state - firstOutput`: indexes of the literals that end there, longest first. */
  readonly outputs: readonly (readonly number[])[]
}

/** Builds the automaton; literals must be non-empty ASCII and together have fewer than 65,536 characters. */
export function buildAutomaton(literals: readonly string[]): Automaton {
  const children: Map<number, number>[] = [new Map()]
  const ends: number[][] = [[]]
  literals.forEach((literal, index) => {
    let state = 0
    for (let at = 0; at < literal.length; at++) {
      const unit = literal.charCodeAt(at)
      let child = children[state]?.get(unit)
      if (child === undefined) {
        child = children.length
        children.push(new Map())
        ends.push([])
        children[state]?.set(unit, child)
      }
      state = child
    }
    ends[state]?.push(index)
  })
  return number(children, ends)
}

/** Breadth-first over the trie: fills the failure transitions, then renumbers so that one comparison tells output states. */
function number(children: readonly Map<number, number>[], ends: number[][]): Automaton {
  const count = children.length
  const raw = new Uint16Array(count << 7)
  const fail = new Uint16Array(count)
  const queue = [0]
  for (const state of queue) {
    // Where no child leads on, the state goes where its longest proper suffix would.
    const suffix = (fail[state] as number) << 7
    if (state !== 0) raw.copyWithin(state << 7, suffix, suffix + 128)
    for (const [unit, child] of children[state] ?? []) {
      const fallback = state === 0 ? 0 : (raw[suffix | unit] as number)
      raw[(state << 7) | unit] = child
      fail[child] = fallback
      ends[child]?.push(...(ends[fallback] as number[]))
      queue.push(child)
    }
  }
  // Breadth-first order keeps the hot states near the root in few cache lines.
  const order = [...queue.filter((s) => ends[s]?.length === 0), ...queue.filter((s) => ends[s]?.length !== 0)]
  const renumbered = new Uint16Array(count)
  order.forEach((state, index) => {
    renumbered[state] = index
  })
  const next = new Uint16Array(count << 7)
  for (let state = 0; state < count; state++) {
    const row = (renumbered[state] as number) << 7
    for (let unit = 0; unit < 128; unit++) next[row | unit] = renumbered[raw[(state << 7) | unit] as number] as number
  }
  const firstOutput = queue.filter((s) => ends[s]?.length === 0).length
  return { next, firstOutput, outputs: order.slice(firstOutput).map((state) => ends[state] as number[]) }
}
