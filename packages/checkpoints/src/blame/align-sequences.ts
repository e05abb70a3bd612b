import { diffArrays } from 'diff'

/** So many differences are looked for between two stretches that share no anchor; beyond that they count as rewritten. */
const MOST_EDITS = 400

/**
 * For each element of `to`, the index of the element of `from` that it is, or -1. Indices rise. Elements that occur once on both sides are
 * anchors, so that a common line (a lone brace) does not pull a block to the wrong place.
 */
export function alignSequences(from: readonly string[], to: readonly string[]): Int32Array {
  const matched = new Int32Array(to.length).fill(-1)
  const open: [number, number, number, number][] = [[0, from.length, 0, to.length]]
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    let [a, aEnd, b, bEnd] = range
    while (a < aEnd && b < bEnd && from[a] === to[b]) matched[b++] = a++
    while (a < aEnd && b < bEnd && from[aEnd - 1] === to[bEnd - 1]) matched[--bEnd] = --aEnd
    if (a === aEnd || b === bEnd) continue
    const anchors = commonAnchors(from, a, aEnd, to, b, bEnd)
    if (anchors.length === 0) {
      alignGap(from, a, aEnd, to, b, bEnd, matched)
      continue
    }
    for (const [x, y] of anchors) {
      matched[y] = x
      open.push([a, x, b, y])
      a = x + 1
      b = y + 1
    }
    open.push([a, aEnd, b, bEnd])
  }
  return matched
}

function alignGap(
  from: readonly string[],
  a: number,
  aEnd: number,
  to: readonly string[],
  b: number,
  bEnd: number,
  matched: Int32Array,
): void {
  const parts = diffArrays(from.slice(a, aEnd), to.slice(b, bEnd), { maxEditLength: MOST_EDITS })
  let [x, y] = [a, b]
  for (const { added, removed, count } of parts ?? []) {
    if (added) y += count
    else if (removed) x += count
    else for (let left = count; left > 0; left--) matched[y++] = x++
  }
}

/** Elements that occur once on both sides, in the longest order that both have. */
function commonAnchors(
  from: readonly string[],
  a: number,
  aEnd: number,
  to: readonly string[],
  b: number,
  bEnd: number,
): [number, number][] {
  const once = placesOfUnique(from, a, aEnd)
  const other = placesOfUnique(to, b, bEnd)
  const pairs: [number, number][] = []
  for (const [element, y] of other) {
    const x = once.get(element)
    if (y >= 0 && x !== undefined && x >= 0) pairs.push([x, y])
  }
  pairs.sort((one, two) => one[1] - two[1])
  return longestRising(pairs)
}

/** -1: occurs more than once. */
function placesOfUnique(elements: readonly string[], start: number, end: number): Map<string, number> {
  const places = new Map<string, number>()
  for (let at = start; at < end; at++) {
    const element = elements[at] as string
    places.set(element, places.has(element) ? -1 : at)
  }
  return places
}

/** Patience sorting: the longest run of pairs whose first numbers rise. */
function longestRising(pairs: readonly [number, number][]): [number, number][] {
  const ends: number[] = []
  const before = new Int32Array(pairs.length)
  pairs.forEach(([x], at) => {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((pairs[ends[middle] as number] as [number, number])[0] < x) low = middle + 1
      else high = middle
    }
    before[at] = low === 0 ? -1 : (ends[low - 1] as number)
    ends[low] = at
  })
  const found: [number, number][] = []
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] as number) found.push(pairs[at] as [number, number])
  return found.reverse()
}
