import { join } from 'node:path'
import { CACHE_FOLDER } from '../append-log.ts'
import type { SessionStore } from '../session-store.ts'
import { readTextIfAny } from '../store-fs.ts'
import { replaceCache } from '../write-atomically.ts'

/** What the store's own folder looked like when all in it was accounted for by the catalogue and the journal. */
export interface SeenFolders {
  /** Of the catalogue it was compared with. */
  readonly catalogue: string
  /** Of the store's folder: another stamp means that a folder has come or gone. */
  readonly directory: string
  /** Folders that held no session yet; they may hold one without the stamp being another. */
  readonly empty: readonly string[]
}

/** Two changes so close together may have the same time. */
const TICK_MS = 100

/** Stamp of the store's folder; undefined when it was changed so lately that it proves nothing. */
export function directoryStamp(store: SessionStore): string | undefined {
  const stat = store.fs.statSync(store.directory, { throwIfNoEntry: false })
  if (stat === undefined || Math.abs(Date.now() - stat.ctimeMs) < TICK_MS) return undefined
  return `${stat.ino}-${stat.mtimeMs}-${stat.ctimeMs}`
}

/** What was seen last; undefined when nothing was. */
export function readSeen(store: SessionStore): SeenFolders | undefined {
  try {
    return JSON.parse(readTextIfAny(store.fs, seenPath(store)) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

/** Remembers it for the next reader, where that is possible. */
export function writeSeen(store: SessionStore, seen: SeenFolders): void {
  try {
    replaceCache(store.fs, seenPath(store), Buffer.from(JSON.stringify(seen)))
  } catch {
    // The next reader looks again.
  }
}

function seenPath(store: SessionStore): string {
  return join(store.directory, CACHE_FOLDER, 'seen')
}
