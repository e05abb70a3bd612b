import { join } from 'node:path'
import type { ListedSession } from '@ses/schema'
import { CACHE_FOLDER } from '../append-log.ts'
import type { IndexEntry, SessionDetail } from '../index-entry.ts'
import { makeFolder, type SessionStore } from '../session-store.ts'
import { replaceCache } from '../write-atomically.ts'
import { byStart } from './session-order.ts'
import { factsOf, type SessionFacts } from './session-query.ts'

/** Another version of the file, or of what its entries are made of, is not read: the folders are. */
const VERSION = 2

const END = 4

/** Values with a code; above it the surrogates begin. */
const MANY = 50_000

/** Codes below it need escapes in JSON. */
const FIRST = 0x100

/** From here on a reader trusts the journal instead of looking at every folder: 10,000 folders take twice Node's own start to look at. */
export const LOOKED_AT = 300

/**
 * All sessions in one file: a line with what queries ask for, column by column, a line of what comparing folders needs, then one line per
 * session and one of details per session, all in the order of lists. So `list` parses one line for each row that it shows. Behind each
 * session stands a comma: all of them can be printed as a JSON list as they are.
 */
export interface CatalogueFile {
  readonly size: number
  /** Stamp of the index.json that was written with it. */
  readonly document: string
  /** Bytes of the whole file. */
  readonly bytes: number
  /** By position. */
  readonly folders: readonly string[]
  /** Stamps of the folder and of its search.txt. */
  readonly stamp: (position: number) => string
  readonly text: (position: number) => string
  readonly facts: (position: number) => SessionFacts
  readonly session: (position: number) => ListedSession
  /** Some sessions that follow each other as JSON, a comma and a line break between them. */
  readonly rows: (from: number, to: number) => Buffer
  readonly detail: (position: number) => SessionDetail
  /** Positions of the sessions whose details hold a text, perhaps under another name than the one it is looked for by. */
  readonly detailsWith: (text: string) => ReadonlySet<number>
  /** The two lines of a session as they are in the file, with what stands behind them. */
  readonly lines: (position: number) => readonly [session: Buffer, detail: Buffer]
}

interface Header {
  readonly version: number
  readonly document: string
  /** Values that many sessions share. */
  readonly shared: readonly (string | null)[]
  /** Bytes of the second line, its break included. */
  readonly more: number
  /** One text each for what would be ten thousand, which JSON takes long to read: names with a slash between them. */
  readonly folders: string
  /** Bytes of each line, its break included. */
  readonly sessionBytes: readonly number[]
  /** Epoch milliseconds. */
  readonly start: readonly (number | null)[]
  readonly cost: readonly (number | null)[]
  /** A character per session: its code less `FIRST` is a position in `shared`, for `active` 0 or 1. */
  readonly active: string
  readonly agent: string
  readonly type: string
  readonly risk: string
  readonly grade: string
  readonly project: string
}

/** The second line: what is looked at when folders are compared, or the details read. */
interface More {
  readonly stamp: readonly string[]
  readonly text: readonly string[]
  readonly detailBytes: readonly number[]
}

/** Reads the file; undefined when there is none, or none that can be relied on. */
export function readCatalogueFile(store: SessionStore): CatalogueFile | undefined {
  try {
    return decode(store.fs.readFileSync(cataloguePath(store)))
  } catch {
    return undefined
  }
}

/** Replaces the file. Entries are taken over as they stand in the old one where `from` tells their position in it. */
export function writeCatalogueFile(
  store: SessionStore,
  entries: readonly (IndexEntry | number)[],
  from: CatalogueFile | undefined,
  document: string,
): void {
  makeFolder(store, CACHE_FOLDER)
  replaceCache(store.fs, cataloguePath(store), encode(entries, from, document))
}

function cataloguePath(store: SessionStore): string {
  return join(store.directory, CACHE_FOLDER, 'catalogue')
}

function encode(entries: readonly (IndexEntry | number)[], from: CatalogueFile | undefined, document: string): Buffer {
  const shared = new Map<string | null, number>()
  const share = (value: string | null): string => {
    const known = shared.get(value)
    if (known !== undefined) return code(known)
    // More values than there are codes for: all facts are then read with the sessions.
    if (shared.size >= MANY) return code(MANY)
    shared.set(value, shared.size)
    return code(shared.size - 1)
  }
  const rows = entries.map((entry) => {
    if (typeof entry !== 'number') {
      const { session, detail } = entry
      const { stamp, text } = detail.folder
      return {
        folder: session.folder,
        facts: factsOf(session),
        stamp,
        text,
        lines: [rowOf(session), lineOf(detail)] as const,
      }
    }
    const { folders, facts, stamp, text, lines } = from as CatalogueFile
    return {
      folder: folders[entry] as string,
      facts: facts(entry),
      stamp: stamp(entry),
      text: text(entry),
      lines: lines(entry),
    }
  })
  const more = lineOf({
    stamp: rows.map(({ stamp }) => stamp),
    text: rows.map(({ text }) => text),
    detailBytes: rows.map(({ lines }) => lines[1].length),
  } satisfies More)
  const header: Header = {
    version: VERSION,
    document,
    more: more.length,
    folders: rows.map(({ folder }) => folder).join('/'),
    sessionBytes: rows.map(({ lines }) => lines[0].length),
    start: rows.map(({ facts }) => facts.start),
    cost: rows.map(({ facts }) => facts.cost),
    active: rows.map(({ facts }) => code(facts.active ? 1 : 0)).join(''),
    agent: rows.map(({ facts }) => share(facts.agent)).join(''),
    type: rows.map(({ facts }) => share(facts.type)).join(''),
    risk: rows.map(({ facts }) => share(facts.risk)).join(''),
    grade: rows.map(({ facts }) => share(facts.grade)).join(''),
    project: rows.map(({ facts }) => share(facts.project)).join(''),
    shared: [...shared.keys()],
  }
  const lines = [...rows.map((row) => row.lines[0]), ...rows.map((row) => row.lines[1])]
  const whole = Buffer.concat([lineOf(header), more, ...lines])
  // A file that was not written to its end is known by its last byte.
  return Buffer.concat([whole, Buffer.from([END])])
}

function code(number: number): string {
  return String.fromCharCode(FIRST + number)
}

function lineOf(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`)
}

const ROW_END = ',\n'

/** A session as it stands in the file. */
function rowOf(session: ListedSession): Buffer {
  return Buffer.from(`${JSON.stringify(session)}${ROW_END}`)
}

function decode(bytes: Buffer): CatalogueFile | undefined {
  const end = bytes.indexOf(10)
  const header = JSON.parse(bytes.toString('utf8', 0, end)) as Header
  if (header.version !== VERSION) return undefined
  if (bytes.at(-1) !== END) return undefined
  const { shared, start, cost, active, agent, type, risk, grade, project } = header
  const folders = header.folders === '' ? [] : header.folders.split('/')
  const sessions = offsetsOf(end + 1 + header.more, header.sessionBytes)
  let loaded: (More & { readonly offsets: readonly number[] }) | undefined
  const more = (): More & { readonly offsets: readonly number[] } => {
    if (loaded === undefined) {
      const line = parse(bytes.subarray(end + 1, end + 1 + header.more)) as More
      loaded = { ...line, offsets: offsetsOf(sessions.at(-1) as number, line.detailBytes) }
    }
    return loaded
  }
  const slice = (offsets: readonly number[], position: number): Buffer =>
    bytes.subarray(offsets[position], offsets[position + 1])
  const rows = (from: number, to: number): Buffer =>
    from === to ? Buffer.alloc(0) : bytes.subarray(sessions[from], (sessions[to] as number) - ROW_END.length)
  const session = (at: number): ListedSession => parse(rows(at, at + 1)) as ListedSession
  return {
    size: folders.length,
    document: header.document,
    bytes: bytes.length,
    folders,
    stamp: (at) => more().stamp[at] ?? '',
    text: (at) => more().text[at] ?? '',
    facts: (at) => {
      if (shared.length >= MANY) return factsOf(session(at))
      return {
        start: start[at] ?? null,
        cost: cost[at] ?? null,
        active: active.charCodeAt(at) === FIRST + 1,
        agent: shared[agent.charCodeAt(at) - FIRST],
        type: shared[type.charCodeAt(at) - FIRST],
        risk: shared[risk.charCodeAt(at) - FIRST],
        grade: shared[grade.charCodeAt(at) - FIRST],
        project: shared[project.charCodeAt(at) - FIRST],
      } as SessionFacts
    },
    session,
    rows,
    detailsWith: (text) => linesWith(bytes, more().offsets, text),
    detail: (at) => parse(slice(more().offsets, at)) as SessionDetail,
    lines: (at) => [slice(sessions, at), slice(more().offsets, at)],
  }
}

function parse(line: Buffer): unknown {
  return JSON.parse(line.toString('utf8'))
}

/** Where each line begins, and where the last one ends. */
function offsetsOf(first: number, sizes: readonly number[]): number[] {
  const offsets = [first]
  let end = first
  for (const size of sizes) {
    end += size
    offsets.push(end)
  }
  return offsets
}

/** Numbers of the lines of JSON that hold a text in some string. */
function linesWith(bytes: Buffer, offsets: readonly number[], text: string): ReadonlySet<number> {
  const found = new Set<number>()
  const needle = Buffer.from(JSON.stringify(text).slice(1, -1))
  let line = 0
  for (let at = bytes.indexOf(needle, offsets[0]); at >= 0; at = bytes.indexOf(needle, offsets[line])) {
    while ((offsets[line + 1] ?? Number.POSITIVE_INFINITY) <= at) line += 1
    if (line >= offsets.length - 1) break
    found.add(line)
    line += 1
  }
  return found
}

/** New entries put between old ones, which are positions in the old file and so in order. */
export function inOrder(
  positions: readonly number[],
  fresh: readonly IndexEntry[],
  from: CatalogueFile | undefined,
): (IndexEntry | number)[] {
  const added = fresh
    .map((entry) => ({ entry, folder: entry.session.folder, start: factsOf(entry.session).start }))
    .sort(byStart)
  const merged: (IndexEntry | number)[] = []
  let next = 0
  for (const position of positions) {
    if (next === added.length) {
      merged.push(position)
      continue
    }
    const { folders, facts } = from as CatalogueFile
    const old = { folder: folders[position] as string, start: facts(position).start }
    for (let one = added[next]; one !== undefined && byStart(one, old) < 0; one = added[next]) {
      merged.push(one.entry)
      next += 1
    }
    merged.push(position)
  }
  return [...merged, ...added.slice(next).map(({ entry }) => entry)]
}
