import type { ListedSession } from '@ses/schema'
import { folderStamp, type IndexEntry, readEntry, type SessionDetail } from '../index-entry.ts'
import type { SessionStore } from '../session-store.ts'
import { isMissing } from '../store-fs.ts'
import { type CatalogueFile, inOrder, LOOKED_AT, readCatalogueFile } from './catalogue-file.ts'
import { type Journal, type JournalMark, readJournal } from './journal.ts'
import { directoryStamp, readSeen, type SeenFolders, writeSeen } from './seen-folders.ts'
import { factsOf, type SessionFacts } from './session-query.ts'

/** All sessions as the folders are now, in the order of lists; positions are from 0. */
export interface Catalogue {
  readonly size: number
  /** Folders whose summary.json cannot be read; they are in no list until they are made again. */
  readonly damaged: readonly string[]
  readonly folder: (position: number) => string
  readonly facts: (position: number) => SessionFacts
  readonly session: (position: number) => ListedSession
  /** The sessions at some positions as JSON, a comma and a line break between them. */
  readonly rows: (positions: readonly number[]) => Buffer
  readonly detail: (position: number) => SessionDetail
  /** Makes the question whether the detail at a position could hold a text: a no is certain. */
  readonly mayHold: (text: string) => (position: number) => boolean
  /** Stamp of its search.txt. */
  readonly text: (position: number) => string
  /** What it was read from, for whoever writes it anew. */
  readonly source: CatalogueSource
}

/** Where a catalogue comes from. */
interface CatalogueSource {
  readonly file: CatalogueFile | undefined
  readonly entries: readonly (IndexEntry | number)[]
  readonly journal: Journal
  /** Folders that differed from the file and of which the journal knew nothing. */
  readonly unannounced: number
  /** Whether the file holds all of it. */
  readonly stale: boolean
}

/** Folders without a session that are looked at each time; more of them, and all folders are. */
const MANY_EMPTY = 100

/**
 * Reads the catalogue and brings it up to date with the folders, reading only those that changed. Up to `LOOKED_AT` folders, each is
 * looked at; above it, each that is new, has gone, or of which the journal says that it was written to. `anew` reads all folders and
 * trusts nothing that is stored.
 */
export function readCatalogue(store: SessionStore, anew = false): Catalogue {
  // In this order: what leaves the journal is in the catalogue before.
  const stored = readJournal(store)
  const journal = anew ? withoutEntries(stored) : stored
  const file = anew ? undefined : readCatalogueFile(store)
  const trusted = file === undefined || file.size <= LOOKED_AT ? undefined : trustedFolders(store, file)
  if (trusted !== undefined && file !== undefined) {
    const dubious = new Set([...journal.marks.keys(), ...trusted.empty])
    if (dubious.size === 0) return catalogueOf(file, undefined, { journal, damaged: [], unannounced: 0 })
    return compare(store, file, journal, {
      looked: [...dubious],
      unlooked: file.folders.flatMap((folder, position) => (dubious.has(folder) ? [] : [position])),
    })
  }
  return compareAll(store, file, journal)
}

/** What was seen of the folders, if nothing has come or gone since. */
function trustedFolders(store: SessionStore, file: CatalogueFile): SeenFolders | undefined {
  const seen = readSeen(store)
  return seen !== undefined && seen.catalogue === file.document && seen.directory === directoryStamp(store)
    ? seen
    : undefined
}

function compareAll(store: SessionStore, file: CatalogueFile | undefined, journal: Journal): Catalogue {
  const directory = directoryStamp(store)
  const names = listFolders(store)
  const all = names.length <= LOOKED_AT
  const known = new Map((file?.folders ?? []).map((folder, position) => [folder, position]))
  const looked: string[] = []
  const unlooked: number[] = []
  for (const folder of names) {
    const position = known.get(folder)
    if (position === undefined || all || journal.marks.has(folder)) looked.push(folder)
    else unlooked.push(position)
  }
  const present = new Set(names)
  const gone = (file?.folders ?? []).filter((folder) => !present.has(folder) && !journal.marks.has(folder)).length
  const catalogue = compare(store, file, journal, { looked, unlooked, gone }, known)
  const { source } = catalogue
  if (file !== undefined && directory !== undefined && names.length > LOOKED_AT && source.unannounced === 0) {
    const empty = names.filter((folder) => !known.has(folder) && !journal.marks.has(folder))
    if (empty.length <= MANY_EMPTY) writeSeen(store, { catalogue: file.document, directory, empty })
  }
  return catalogue
}

interface Division {
  readonly looked: readonly string[]
  /** Positions of folders that are taken to be as they are known. */
  readonly unlooked: readonly number[]
  /** Folders that are no longer there, of which the journal says nothing. */
  readonly gone?: number
}

/** The catalogue when some folders are looked at and the others, given by their ascending positions, are as they are known. */
function compare(
  store: SessionStore,
  file: CatalogueFile | undefined,
  journal: Journal,
  { looked, unlooked, gone = 0 }: Division,
  known: ReadonlyMap<string, number> = new Map((file?.folders ?? []).map((folder, position) => [folder, position])),
): Catalogue {
  const kept: number[] = []
  const fresh: IndexEntry[] = []
  const damaged: string[] = []
  let unannounced = gone
  for (const folder of looked) {
    const position = known.get(folder)
    const stamp = folderStamp(store, folder)
    if (stamp === '') {
      if (position !== undefined && !journal.marks.has(folder)) unannounced += 1
      continue
    }
    if (position !== undefined && (file as CatalogueFile).stamp(position) === stamp) {
      kept.push(position)
      continue
    }
    const noted = journal.marks.get(folder)?.entry
    if (noted?.detail.folder.stamp === stamp) {
      fresh.push(noted)
      continue
    }
    const entry = readEntry(store, folder, stamp)
    if (entry === undefined) damaged.push(folder)
    else {
      fresh.push(entry)
      unannounced += 1
    }
  }
  const positions = [...unlooked, ...kept].sort((a, b) => a - b)
  const same = fresh.length === 0 && positions.length === (file?.size ?? 0)
  const entries = same ? undefined : inOrder(positions, fresh, file)
  return catalogueOf(file, entries, { journal, damaged, unannounced })
}

function catalogueOf(
  file: CatalogueFile | undefined,
  changed: readonly (IndexEntry | number)[] | undefined,
  { journal, damaged, unannounced }: Pick<CatalogueSource, 'journal' | 'unannounced'> & Pick<Catalogue, 'damaged'>,
): Catalogue {
  const entries = changed ?? Array.from({ length: file?.size ?? 0 }, (_, position) => position)
  const stale = changed !== undefined || file === undefined
  return { ...viewOf(file, entries), damaged, source: { file, entries, journal, unannounced, stale } }
}

function viewOf(
  file: CatalogueFile | undefined,
  entries: readonly (IndexEntry | number)[],
): Pick<Catalogue, 'size' | 'folder' | 'facts' | 'session' | 'rows' | 'detail' | 'mayHold' | 'text'> {
  const at = <T>(position: number, old: (file: CatalogueFile, at: number) => T, fresh: (entry: IndexEntry) => T): T => {
    const entry = entries[position] as IndexEntry | number
    return typeof entry === 'number' ? old(file as CatalogueFile, entry) : fresh(entry)
  }
  return {
    size: entries.length,
    folder: (position) =>
      at(
        position,
        ({ folders }, old) => folders[old] as string,
        ({ session }) => session.folder,
      ),
    facts: (position) =>
      at(
        position,
        ({ facts }, old) => facts(old),
        ({ session }) => factsOf(session),
      ),
    session: (position) =>
      at(
        position,
        ({ session }, old) => session(old),
        ({ session }) => session,
      ),
    rows: (positions) => {
      const [first] = positions
      const start = first === undefined ? undefined : entries[first]
      const together =
        typeof start === 'number' && positions.every((position, index) => entries[position] === start + index)
      if (together) return (file as CatalogueFile).rows(start, start + positions.length)
      const texts = positions.map((position) =>
        at(
          position,
          ({ rows }, old) => rows(old, old + 1).toString('utf8'),
          ({ session }) => JSON.stringify(session),
        ),
      )
      return Buffer.from(texts.join(',\n'))
    },
    mayHold: (text) => {
      const holding = file?.detailsWith(text)
      return (position) =>
        at(
          position,
          (_, old) => holding?.has(old) === true,
          () => true,
        )
    },
    detail: (position) =>
      at(
        position,
        ({ detail }, old) => detail(old),
        ({ detail }) => detail,
      ),
    text: (position) =>
      at(
        position,
        ({ text }, old) => text(old),
        ({ detail }) => detail.folder.text,
      ),
  }
}

/** Folders that may hold a session. */
function listFolders(store: SessionStore): string[] {
  try {
    const entries = store.fs.readdirSync(store.directory, { withFileTypes: true })
    return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map((entry) => entry.name)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

function withoutEntries(journal: Journal): Journal {
  const marks = Array.from(journal.marks, ([folder, { pending }]): [string, JournalMark] => [
    folder,
    pending === undefined ? {} : { pending },
  ])
  return { ...journal, marks: new Map(marks) }
}
