import { isTelling } from './carry-lines.ts'

/** A state of a file in which lines appeared that the state before did not have. */
interface Appearance<Place> {
  readonly place: Place
  /** When, among all states. */
  readonly order: number
}

/** Telling lines, without their blanks, by the states in which they appeared, so that one that comes back (a revert, a squash, another branch) is known again. */
export interface LinePool<Place> {
  readonly add: (appearance: Appearance<Place>, keys: readonly string[], before: ReadonlySet<string>) => void
  /** States before a moment in which these lines appeared, those with the most of them first, then the latest. */
  readonly find: (keys: readonly string[], before: number) => Appearance<Place>[]
}

/** So many states are asked. */
const MOST_STATES = 8

export function createLinePool<Place>(): LinePool<Place> {
  const appeared = new Map<string, Appearance<Place>[]>()
  return {
    add: (appearance, keys, before) => {
      for (const key of keys) {
        if (before.has(key) || !isTelling(key)) continue
        const known = appeared.get(key)
        if (known === undefined) appeared.set(key, [appearance])
        else if (known.at(-1) !== appearance) known.push(appearance)
      }
    },
    find: (keys, before) => {
      const counts = new Map<Appearance<Place>, number>()
      for (const key of keys) {
        for (const one of appeared.get(key) ?? []) {
          if (one.order < before) counts.set(one, (counts.get(one) ?? 0) + 1)
        }
      }
      return [...counts]
        .sort(([a, x], [b, y]) => y - x || b.order - a.order)
        .slice(0, MOST_STATES)
        .map(([one]) => one)
    },
  }
}
