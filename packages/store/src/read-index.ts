import type { FileHistoryEntry, ListedSession, SessionIndex } from '@ses/schema'
import { type Catalogue, readCatalogue } from './index/read-catalogue.ts'
import { byTime } from './index/session-order.ts'
import type { SessionStore } from './session-store.ts'
import type { IndexedFolder, StoredIndex } from './stored-index.ts'

/** The index as the folders are now. */
export interface IndexReading {
  readonly index: StoredIndex
  /** True when the stored index did not fit the folders and should be written again. */
  readonly stale: boolean
  /** Folders whose summary.json cannot be read; they are in no list until they are made again. */
  readonly damaged: readonly string[]
}

/**
 * All that is known of all sessions, exact after a crash between any two writes, after a folder was copied or removed, and without a
 * stored index. Above a thousand sessions `openIndex` answers what a command needs in a tenth of the time.
 */
export function readIndex(store: SessionStore): IndexReading {
  return indexOf(readCatalogue(store))
}

/** A catalogue as one value. */
export function indexOf(catalogue: Catalogue): IndexReading {
  const sessions: ListedSession[] = []
  const folders: Record<string, IndexedFolder> = {}
  const history = new Map<string, FileHistoryEntry[]>()
  for (let position = 0; position < catalogue.size; position++) {
    const session = catalogue.session(position)
    const { folder, files } = catalogue.detail(position)
    sessions.push(session)
    folders[session.folder] = folder
    const at = session.end ?? session.start
    for (const [path, operations] of files) {
      const list = history.get(path) ?? []
      if (list.length === 0) history.set(path, list)
      for (const operation of operations) list.push({ session: session.id, at, operation })
    }
  }
  const sorted = [...history].sort(([a], [b]) => (a < b ? -1 : 1))
  const file_history = Object.fromEntries(sorted.map(([path, list]) => [path, list.sort(byTime)]))
  const index: StoredIndex = { schema_version: 1, sessions, file_history, folders }
  return { index, stale: catalogue.source.stale, damaged: catalogue.damaged }
}

/** index.json: what is promised of it, and nothing of our own. */
export function documentOf({ schema_version, sessions, file_history }: StoredIndex): SessionIndex {
  return { schema_version, sessions, file_history }
}
