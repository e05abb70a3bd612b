import { join } from 'node:path'
import { dropLogParts, sealLog } from './append-log.ts'
import { writeCatalogueFile } from './index/catalogue-file.ts'
import { type Journal, noteBegin } from './index/journal.ts'
import { type Catalogue, readCatalogue } from './index/read-catalogue.ts'
import { documentOf, indexOf } from './read-index.ts'
import { compactText } from './search/text-log.ts'
import { lockPath, type SessionStore } from './session-store.ts'
import { type LockOptions, withLock } from './with-lock.ts'
import { writeAtomically } from './write-atomically.ts'

export interface RefreshOptions extends LockOptions {
  /** Leaves a small journal to the next one, so that a single session costs the same however many there are. */
  readonly lazily?: boolean
  /** Looks at every folder, and trusts neither the journal nor what is stored. */
  readonly anew?: boolean
}

/** After so long nobody comes back to say how a change has ended: the lock of the folder is taken over after seconds. */
const FORGOTTEN_MS = 600_000

/** Up to so many sessions writing the index anew takes no longer than storing one session. */
const FEW = 100

/** Bytes of journal from which on every reader would notice it. */
const LONG_JOURNAL = 262_144

/** Writes the catalogue and index.json again where they do not fit the folders. Any number of processes may do so at once. */
export async function refreshIndex(store: SessionStore, options: RefreshOptions = {}): Promise<void> {
  if (options.lazily === true && !isDue(store)) return
  await withLock(lockPath(store, 'index'), () => refresh(store, options.anew === true), options)
}

/** Looks at nothing but sizes: this is what storing each single session pays. */
function isDue(store: SessionStore): boolean {
  const cache = join(store.directory, '.index')
  const sizeOf = (name: string): number => store.fs.statSync(join(cache, name), { throwIfNoEntry: false })?.size ?? 0
  const journal = sizeOf('journal')
  const catalogue = sizeOf('catalogue')
  return catalogue < FEW * 1000 || journal > Math.min(LONG_JOURNAL, Math.max(16_384, catalogue / 8))
}

function refresh(store: SessionStore, anew: boolean): void {
  sealLog(store, 'journal')
  const catalogue = readCatalogue(store, anew)
  const { journal, file, entries, stale } = catalogue.source
  const path = join(store.directory, 'index.json')
  if (anew || stale || file?.document !== documentStamp(store)) {
    writeAtomically(store.fs, path, `${JSON.stringify(documentOf(indexOf(catalogue).index))}\n`)
    writeCatalogueFile(store, entries, file, documentStamp(store))
  }
  keepPending(store, journal)
  dropLogParts(store, journal.parts)
  compactText(store, foldersOf(catalogue))
}

/** Whether index.json is the one that the catalogue was written with. */
export function isDocumented(store: SessionStore, catalogue: Catalogue): boolean {
  return catalogue.source.file?.document === documentStamp(store)
}

function documentStamp(store: SessionStore): string {
  const stat = store.fs.statSync(join(store.directory, 'index.json'), { throwIfNoEntry: false })
  return stat === undefined ? '' : `${stat.size}-${stat.mtimeMs}`
}

/** Changes that are under way are still announced to those who read the new catalogue. */
function keepPending(store: SessionStore, journal: Journal): void {
  for (const [folder, { pending }] of journal.marks) {
    if (pending !== undefined && pending > store.now() - FORGOTTEN_MS) noteBegin(store, folder, pending)
  }
}

function foldersOf(catalogue: Catalogue): ReadonlyMap<string, string> {
  return new Map(Array.from({ length: catalogue.size }, (_, at) => [catalogue.folder(at), catalogue.text(at)]))
}
