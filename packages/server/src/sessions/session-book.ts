import { setImmediate } from 'node:timers/promises'
import { listSessions, readIndex, readSummary, type SessionStore } from '@ses/store'
import type { Calendar } from '../calendar.ts'
import { readDigests, writeDigests } from './digest-cache.ts'
import { digestOf, localStart, type SessionDigest } from './session-digest.ts'

/** All sessions of a store as they were at one moment. */
export interface SessionBook {
  /** Another number for another state. */
  readonly version: number
  /** The latest start first. */
  readonly digests: readonly SessionDigest[]
  readonly byFolder: ReadonlyMap<string, SessionDigest>
}

/** Keeps the book of a store. */
export interface BookKeeper {
  /** The state that was read last; reads the first one. */
  readonly book: () => Promise<SessionBook>
  /** Reads what has changed since; answers the folders that did, those that have gone included. */
  readonly refresh: () => Promise<readonly string[]>
}

/** Summaries that are read before others get their turn: they take about as long as one request. */
const AT_ONCE = 25

/** As many summaries are read as fast as a cache of them. */
const WORTH_KEEPING = 300
/** Milliseconds after which they are kept: the first page has been served by then. */
const KEEP_AFTER_MS = 5000

/** Opens the book of a store that need not be there. */
export function createBookKeeper(store: SessionStore, calendar: Calendar): BookKeeper {
  let current: SessionBook = { version: 0, digests: [], byFolder: new Map() }
  let stamps = new Map<string, string>()
  let reading: Promise<unknown> = Promise.resolve()
  let first: Promise<unknown> | undefined

  /** What is known of a folder in this state of it. */
  const knownDigest = (folder: string, stamp: string): SessionDigest | undefined =>
    stamps.get(folder) === stamp ? current.byFolder.get(folder) : undefined

  const read = async (): Promise<readonly string[]> => {
    const isFirst = current.version === 0
    // The first reading also writes what every other would pay for again.
    const { index } = isFirst ? await listSessions(store) : readIndex(store)
    const kept = isFirst ? readDigests(store) : undefined
    const digests: SessionDigest[] = []
    const next = new Map<string, string>()
    const changed: string[] = []
    let made = 0
    for (const listed of index.sessions) {
      const { folder } = listed
      const stamp = index.folders[folder]?.stamp ?? ''
      const known = knownDigest(folder, stamp)
      if (known === undefined) changed.push(folder)
      const before = kept?.get(folder)
      let digest = known
      if (before?.stamp === stamp) {
        const { start } = before.digest
        digest = { ...before.digest, local: start === null ? null : localStart(start, calendar) }
      } else if (digest === undefined) {
        const summary = readSummary(store, folder)
        made += 1
        if (made % AT_ONCE === 0) await setImmediate()
        digest = summary === undefined ? undefined : digestOf(listed, summary, calendar)
      }
      if (digest === undefined) continue
      next.set(folder, stamp)
      digests.push(digest)
    }
    for (const folder of stamps.keys()) if (!next.has(folder)) changed.push(folder)
    stamps = next
    if (changed.length > 0 || isFirst) {
      const byFolder = new Map(digests.map((digest) => [digest.listed.folder, digest]))
      current = { version: current.version + 1, digests, byFolder }
    }
    if (made >= WORTH_KEEPING) setTimeout(keep, KEEP_AFTER_MS).unref()
    return changed
  }
  const keep = (): void => {
    const entries = current.digests.map(({ local: _, ...digest }) => {
      return { stamp: stamps.get(digest.listed.folder) ?? '', digest }
    })
    writeDigests(store, entries)
  }
  /** One reading at a time: one that is asked for meanwhile may have to see more. */
  const refresh = (): Promise<readonly string[]> => {
    const next = reading.then(read, read)
    reading = next
    return next
  }
  return {
    book: async () => {
      if (current.version > 0) return current
      first ??= refresh()
      try {
        await first
      } catch (error) {
        first = undefined
        throw error
      }
      return current
    },
    refresh,
  }
}
