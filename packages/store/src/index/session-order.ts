import type { FileHistoryEntry } from '@ses/schema'

/** What places a session in a list. */
export interface Placed {
  /** Epoch milliseconds. */
  readonly start: number | null
  readonly folder: string
}

/** The latest start first, sessions without a time last. */
export function byStart(a: Placed, b: Placed): number {
  const [first, second] = [a.start ?? Number.NEGATIVE_INFINITY, b.start ?? Number.NEGATIVE_INFINITY]
  return first === second ? (a.folder < b.folder ? -1 : 1) : first < second ? 1 : -1
}

/** The earliest first, entries without a time before all. */
export function byTime(a: FileHistoryEntry, b: FileHistoryEntry): number {
  const [first, second] = [a.at ?? '', b.at ?? '']
  return first === second ? (a.session < b.session ? -1 : a.session > b.session ? 1 : 0) : first < second ? -1 : 1
}
