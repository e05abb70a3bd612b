import { readAndMend } from './open-index.ts'
import { type IndexReading, indexOf } from './read-index.ts'
import type { SessionStore } from './session-store.ts'

/** All that is known of all sessions, the latest start first; a store that is not there has none. `openIndex` answers single questions sooner. */
export async function listSessions(store: SessionStore): Promise<IndexReading> {
  return indexOf(await readAndMend(store))
}
