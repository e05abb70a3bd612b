import { appendToLog, readLog } from '../append-log.ts'
import type { IndexEntry } from '../index-entry.ts'
import type { SessionStore } from '../session-store.ts'

/** What the journal says of one folder. */
export interface JournalMark {
  /** The latest that was written down; it holds when its stamp is the folder's. */
  readonly entry?: IndexEntry
  /** Epoch milliseconds of a change that was begun and of whose end nothing is known. */
  readonly pending?: number
}

/** The journal as it is now. */
export interface Journal {
  /** By folder name. */
  readonly marks: ReadonlyMap<string, JournalMark>
  readonly bytes: number
  /** Files it was read from. */
  readonly parts: readonly string[]
}

/** A line of the journal: a change of a folder begins, or has ended with this entry, or with the folder's end. */
type JournalLine =
  | { readonly folder: string; readonly at: number }
  | { readonly folder: string; readonly entry: IndexEntry | null }

/** Says before the first write to a folder that it will change, so that no reader trusts what it knows of it. */
export function noteBegin(store: SessionStore, folder: string, at: number = store.now()): void {
  append(store, { folder, at }, true)
}

/** Says what a folder now holds; null when it is gone. */
export function noteEnd(store: SessionStore, folder: string, entry: IndexEntry | null): void {
  append(store, { folder, entry }, false)
}

function append(store: SessionStore, line: JournalLine, durably: boolean): void {
  // The break comes first, so that a line that was cut short by a full disk spoils no other.
  appendToLog(store, 'journal', Buffer.from(`\n${JSON.stringify(line)}`), durably)
}

/** Reads the journal; lines that make no sense are passed over, since a begin without an end is looked after anyway. */
export function readJournal(store: SessionStore): Journal {
  const parts = readLog(store, 'journal')
  const open = new Map<string, number[]>()
  const entries = new Map<string, IndexEntry>()
  for (const { bytes } of parts) {
    for (const text of bytes.toString('utf8').split('\n')) {
      const line = parse(text)
      if (line === undefined) continue
      const begun = open.get(line.folder) ?? []
      open.set(line.folder, 'at' in line ? [...begun, line.at] : begun.slice(1))
      if ('entry' in line && line.entry !== null) entries.set(line.folder, line.entry)
    }
  }
  const marks = new Map(
    [...open].map(([folder, begun]) => {
      const entry = entries.get(folder)
      const [pending] = begun
      return [folder, { ...(entry === undefined ? {} : { entry }), ...(pending === undefined ? {} : { pending }) }]
    }),
  )
  const bytes = parts.reduce((sum, part) => sum + part.bytes.length, 0)
  return { marks, bytes, parts: parts.map(({ name }) => name) }
}

function parse(text: string): JournalLine | undefined {
  if (text === '') return undefined
  try {
    const line = JSON.parse(text) as Partial<Record<'folder' | 'at' | 'entry', unknown>> | null
    return typeof line?.folder === 'string' && (typeof line.at === 'number' || 'entry' in line)
      ? (line as JournalLine)
      : undefined
  } catch {
    return undefined
  }
}
