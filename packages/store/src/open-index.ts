import { LOOKED_AT } from './index/catalogue-file.ts'
import { queryCatalogue, queryRows, statsOfCatalogue, touchedIn } from './index/query-catalogue.ts'
import { type Catalogue, readCatalogue } from './index/read-catalogue.ts'
import type { SessionQuery } from './index/session-query.ts'
import type { HeldTexts } from './search/text-log.ts'
import type { SessionIndex, SessionRows } from './session-index.ts'
import type { SessionStore } from './session-store.ts'

/** The index over the folders of a store. */
export interface FolderIndex extends SessionIndex {
  /** Folders whose summary.json cannot be read; they are in no answer until they are made again. */
  readonly damaged: () => Promise<readonly string[]>
  /** What `query` answers as JSON: to parse ten thousand sessions and to write them again takes longer than all else. */
  readonly rows: (query: SessionQuery, limit?: number) => Promise<SessionRows>
  /** Ids of the sessions that changed each of some paths, the latest first. */
  readonly touched: (paths: readonly string[]) => Promise<Readonly<Record<string, readonly string[]>>>
}

/** Opens the index of a store that need not be there. It is read once, at the first question, and again after a change through it. */
export function openIndex(store: SessionStore): FolderIndex {
  let reading: Promise<Catalogue> | undefined
  const held: HeldTexts = new Map()
  const catalogue = (): Promise<Catalogue> => (reading ??= readAndMend(store))
  return {
    put: async (record) => {
      const { writeSession } = await import('./write-session.ts')
      await writeSession(store, record)
      reading = undefined
    },
    remove: async (key) => {
      const { removeSession } = await import('./remove-session.ts')
      await removeSession(store, key)
      reading = undefined
    },
    query: async (query, limit) => queryCatalogue(await catalogue(), query, limit),
    rows: async (query, limit) => queryRows(await catalogue(), query, limit),
    search: async (query) => {
      const { searchCatalogue } = await import('./search/search-catalogue.ts')
      return searchCatalogue(store, await catalogue(), query, held)
    },
    names: async () => {
      const all = await catalogue()
      return Array.from({ length: all.size }, (_, position) => all.folder(position))
    },
    stats: async () => statsOfCatalogue(await catalogue()),
    touched: async (paths) => touchedIn(await catalogue(), paths),
    damaged: async () => (await catalogue()).damaged,
  }
}

/** So many folders are read anew as fast as the catalogue is written. */
const WORTH_WRITING = 50

/** Reads the catalogue, and writes it anew where every reading would otherwise pay again for what this one found. */
export async function readAndMend(store: SessionStore): Promise<Catalogue> {
  const catalogue = readCatalogue(store)
  const { unannounced, stale, file } = catalogue.source
  const { isDocumented, refreshIndex } = await import('./refresh-index.ts')
  const lost = file !== undefined && !isDocumented(store, catalogue)
  const paying = unannounced > 0 && (catalogue.size <= LOOKED_AT || unannounced > WORTH_WRITING)
  const empty = catalogue.size === 0 && catalogue.damaged.length === 0
  if (!empty && (lost || paying || (stale && file === undefined))) {
    // Reading must also work where writing does not: the answer is right either way.
    await refreshIndex(store, { waitMs: 0 }).catch(() => undefined)
  }
  return catalogue
}
