import { type IndexReading, readIndex } from './read-index.ts'
import type { SessionStore } from './session-store.ts'

/** All sessions, the latest start first; a store that is not there has none. An index.json that no longer fits is mended if it can be. */
export async function listSessions(store: SessionStore): Promise<IndexReading> {
  const reading = readIndex(store)
  const worthWriting = reading.stale && (reading.index.sessions.length > 0 || reading.damaged.length > 0)
  // Reading must also work where writing does not: the list is right either way.
  if (worthWriting) await mend(store).catch(() => undefined)
  return reading
}

async function mend(store: SessionStore): Promise<void> {
  // Loaded here: a listing that finds its index in order writes nothing, and starts faster without what writing needs.
  const { refreshIndex } = await import('./refresh-index.ts')
  await refreshIndex(store, { waitMs: 0 })
}
