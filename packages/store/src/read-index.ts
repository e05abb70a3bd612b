import { join } from 'node:path'
import type { FileHistoryEntry, ListedSession } from '@ses/schema'
import { type IndexEntry, indexEntry } from './index-entry.ts'
import { readMetadata, readSummary } from './read-folder.ts'
import type { SessionStore } from './session-store.ts'
import { isMissing, readTextIfAny } from './store-fs.ts'
import { emptyIndex, type IndexedFolder, isStoredIndex, type StoredIndex } from './stored-index.ts'

/** The index as the folders are now. */
export interface IndexReading {
  readonly index: StoredIndex
  /** True when index.json did not fit the folders and should be written again. */
  readonly stale: boolean
  /** Folders whose summary.json cannot be read; they are in no list until they are made again. */
  readonly damaged: readonly string[]
}

/**
 * Reads index.json and brings it up to date with the folders, reading only those that changed: exact after a crash between any two
 * writes, after a folder was copied or removed, and for a missing or damaged index.json.
 */
export function readIndex(store: SessionStore): IndexReading {
  const known = loadIndex(store)
  const stamps = stampFolders(store)
  const changed = new Set(
    [...stamps].flatMap(([folder, stamp]) => (known.folders[folder]?.stamp === stamp ? [] : [folder])),
  )
  const gone = Object.keys(known.folders).filter((folder) => !stamps.has(folder))
  if (changed.size === 0 && gone.length === 0) return { index: known, stale: known === emptyIndex, damaged: [] }
  // File histories are told apart by session id, so folders that share an id are read together.
  const ids = new Set<string>([...changed, ...gone].map((folder) => known.folders[folder]?.session ?? ''))
  const entries = new Map<string, IndexEntry>()
  const damaged: string[] = []
  const read = (folder: string): void => {
    const summary = readSummary(store, folder)
    if (summary === undefined) {
      damaged.push(folder)
      return
    }
    ids.add(summary.session.id)
    entries.set(folder, indexEntry(folder, stamps.get(folder) ?? '', summary, readMetadata(store, folder)))
  }
  for (const folder of changed) read(folder)
  for (const [folder, { session }] of Object.entries(known.folders)) {
    if (ids.has(session) && stamps.has(folder) && !changed.has(folder)) read(folder)
  }
  return { index: merge(known, ids, entries), stale: true, damaged }
}

function loadIndex(store: SessionStore): StoredIndex {
  try {
    const value: unknown = JSON.parse(readTextIfAny(store.fs, join(store.directory, 'index.json')) ?? 'null')
    return isStoredIndex(value) ? value : emptyIndex
  } catch {
    return emptyIndex
  }
}

/** Stamp of every folder that holds a summary.json. */
function stampFolders(store: SessionStore): Map<string, string> {
  const stamps = new Map<string, string>()
  for (const folder of listFolders(store)) {
    const path = join(store.directory, folder)
    const summary = stampOf(store, join(path, 'summary.json'))
    if (summary !== '') stamps.set(folder, `${summary}/${stampOf(store, join(path, 'metadata.json'))}`)
  }
  return stamps
}

function listFolders(store: SessionStore): string[] {
  try {
    const entries = store.fs.readdirSync(store.directory, { withFileTypes: true })
    return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map((entry) => entry.name)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

function stampOf(store: SessionStore, path: string): string {
  const stat = store.fs.statSync(path, { throwIfNoEntry: false })
  return stat === undefined ? '' : `${stat.size}-${stat.mtimeMs}`
}

function merge(
  known: StoredIndex,
  replaced: ReadonlySet<string>,
  entries: ReadonlyMap<string, IndexEntry>,
): StoredIndex {
  const sessions = known.sessions.filter((session) => !replaced.has(session.id))
  const folders: Record<string, IndexedFolder> = {}
  for (const [folder, state] of Object.entries(known.folders)) if (!replaced.has(state.session)) folders[folder] = state
  const history = new Map<string, FileHistoryEntry[]>()
  for (const [path, list] of Object.entries(known.file_history)) {
    const kept = list.filter((entry) => !replaced.has(entry.session))
    if (kept.length > 0) history.set(path, kept)
  }
  for (const [folder, entry] of entries) {
    sessions.push(entry.session)
    folders[folder] = entry.folder
    for (const [path, file] of entry.files) {
      const list = history.get(path)
      if (list === undefined) history.set(path, [file])
      else list.push(file)
    }
  }
  const sorted = [...history].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    schema_version: 1,
    sessions: sessions.sort(byStart),
    file_history: Object.fromEntries(sorted.map(([path, list]) => [path, list.sort(byTime)])),
    folders,
  }
}

/** The latest start first, sessions without a time last. */
function byStart(a: ListedSession, b: ListedSession): number {
  const [first, second] = [a.start ?? '', b.start ?? '']
  return first === second ? (a.folder < b.folder ? -1 : 1) : first < second ? 1 : -1
}

function byTime(a: FileHistoryEntry, b: FileHistoryEntry): number {
  const [first, second] = [a.at ?? '', b.at ?? '']
  return first === second ? (a.session < b.session ? -1 : a.session > b.session ? 1 : 0) : first < second ? -1 : 1
}
