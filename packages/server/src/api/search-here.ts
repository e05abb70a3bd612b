import { type FolderIndex, openIndex, type SessionStore } from '@ses/store'
import type { DashboardServices } from '../services.ts'

/** Searches in this thread; the index is opened again for another version of the sessions. */
export function searchHere(store: SessionStore): NonNullable<DashboardServices['search']> {
  let open: { readonly version: number; readonly index: FolderIndex } | undefined
  return (query, version) => {
    if (open?.version !== version) open = { version, index: openIndex(store) }
    return open.index.search(query)
  }
}
