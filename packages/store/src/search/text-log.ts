import { join } from 'node:path'
import { appendToLog, CACHE_FOLDER, dropLogParts, readLog, readLogPart, sealLog } from '../append-log.ts'
import type { SessionStore } from '../session-store.ts'
import { isMissing } from '../store-fs.ts'
import { replaceCache } from '../write-atomically.ts'

/** One session's text within a part of the log. */
export interface TextBlock {
  readonly folder: string
  readonly start: number
  readonly end: number
}

/** Bytes that hold the texts of some sessions. */
export interface TextPart {
  readonly bytes: Buffer
  /** In the order they stand in. */
  readonly blocks: readonly TextBlock[]
}

/** Parts of the log that were read, by name, for whoever searches again and again: they are read anew only when their files have changed. */
export type HeldTexts = Map<string, HeldPart>

interface HeldPart {
  readonly bytes: Buffer
  readonly all: readonly LoggedBlock[]
  readonly stamp: string
}

interface LoggedBlock {
  readonly block: TextBlock
  readonly stamp: string
}

/** Before each session's text; never part of one. */
const BLOCK = 0x1d

interface BlockHead {
  readonly folder: string
  /** Of the search.txt it is a copy of. */
  readonly stamp: string
  readonly bytes: number
}

/** Copies a session's text to the end of the log. */
export function appendText(store: SessionStore, folder: string, stamp: string, text: Uint8Array): void {
  appendToLog(store, 'text', blockOf({ folder, stamp, bytes: text.length }, text))
}

/**
 * The texts of the wanted folders, given with the stamps of their search.txt. What the log lacks is read from the folders, and put into
 * the log where that is possible.
 */
export function readTexts(
  store: SessionStore,
  wanted: ReadonlyMap<string, string>,
  held: HeldTexts = new Map(),
): TextPart[] {
  const { parts, missing } = liveParts(store, wanted, held)
  if (missing.length === 0) return parts
  const found: Buffer[] = []
  for (const folder of missing) {
    const text = textOf(store, folder)
    if (text !== undefined) found.push(blockOf({ folder, stamp: wanted.get(folder) ?? '', bytes: text.length }, text))
  }
  const bytes = Buffer.concat(found)
  try {
    if (bytes.length > 0) appendToLog(store, 'text', bytes)
  } catch {
    // Searching must also work where nothing can be written.
  }
  return [...parts, { bytes, blocks: blocksOf(bytes).map(({ block }) => block) }]
}

/** Writes the log anew when more than half of it is outdated. Call under the lock of the index. */
export function compactText(store: SessionStore, wanted: ReadonlyMap<string, string>): void {
  const live = [...wanted.values()].reduce((sum, stamp) => sum + Number.parseInt(stamp, 10) || sum, 0)
  const folder = join(store.directory, CACHE_FOLDER)
  const held = sizesOf(store).reduce((sum, size) => sum + size, 0)
  if (held <= 2 * live + 1_000_000) return
  sealLog(store, 'text')
  const sealed = readLog(store, 'text')
    .map(({ name }) => name)
    .filter((name) => name !== 'text')
  const last = sealed.at(-1)
  if (last === undefined) return
  const { parts } = liveParts(store, wanted, new Map())
  const kept = parts.flatMap(({ bytes, blocks }) =>
    blocks.map(({ folder, start, end }) =>
      blockOf({ folder, stamp: wanted.get(folder) ?? '', bytes: end - start }, bytes.subarray(start, end)),
    ),
  )
  replaceCache(store.fs, join(folder, last), Buffer.concat(kept))
  dropLogParts(store, sealed.slice(0, -1))
}

function sizesOf(store: SessionStore): number[] {
  const folder = join(store.directory, CACHE_FOLDER)
  try {
    const names = store.fs.readdirSync(folder).filter((name) => name === 'text' || name.startsWith('text.'))
    return names.map((name) => store.fs.statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

function liveParts(
  store: SessionStore,
  wanted: ReadonlyMap<string, string>,
  held: HeldTexts,
): { readonly parts: TextPart[]; readonly missing: readonly string[] } {
  const log = readLog(store, 'text', (name) => readHeld(store, name, held))
  const found = log.map(({ name, bytes }) => ({ bytes, all: held.get(name)?.all ?? blocksOf(bytes) }))
  for (const name of held.keys()) if (!log.some((part) => part.name === name)) held.delete(name)
  const latest = new Map<string, TextBlock>()
  for (const { all } of found) {
    for (const { block, stamp } of all) if (wanted.get(block.folder) === stamp) latest.set(block.folder, block)
  }
  const parts = found.map(({ bytes, all }) => ({
    bytes,
    blocks: all.flatMap(({ block }) => (latest.get(block.folder) === block ? [block] : [])),
  }))
  const missing = [...wanted].flatMap(([folder, stamp]) => (stamp === '' || latest.has(folder) ? [] : [folder]))
  return { parts, missing }
}

/** A part of the log as it is held, if its file is still the one that was read. */
function readHeld(store: SessionStore, name: string, held: HeldTexts): Buffer | undefined {
  const stat = store.fs.statSync(join(store.directory, CACHE_FOLDER, name), { throwIfNoEntry: false })
  const stamp = stat === undefined ? '' : `${stat.ino}-${stat.size}-${stat.mtimeMs}`
  const known = held.get(name)
  if (known !== undefined && known.stamp === stamp) return known.bytes
  held.delete(name)
  const bytes = readLogPart(store, name)
  // One that has grown since is not what the stamp says.
  if (bytes !== undefined && bytes.length === stat?.size) held.set(name, { bytes, all: blocksOf(bytes), stamp })
  return bytes
}

/** Blocks that are whole; after one that is not, the next beginning is looked for. */
function blocksOf(bytes: Buffer): LoggedBlock[] {
  const found: LoggedBlock[] = []
  for (let at = bytes.indexOf(BLOCK); at >= 0; ) {
    const line = bytes.indexOf(10, at)
    const head = line < 0 || line - at > 1000 ? undefined : headOf(bytes.toString('utf8', at + 1, line))
    const start = line + 1
    const end = start + (head?.bytes ?? 0)
    if (head === undefined || end > bytes.length || (end < bytes.length && bytes[end] !== BLOCK)) {
      at = bytes.indexOf(BLOCK, at + 1)
      continue
    }
    found.push({ block: { folder: head.folder, start, end }, stamp: head.stamp })
    at = end < bytes.length ? end : -1
  }
  return found
}

/** Ten thousand heads are read at each search, so they are no JSON; no folder has a tab in its name that the store made. */
function headOf(text: string): BlockHead | undefined {
  const [folder, stamp, size, rest] = text.split('\t')
  const bytes = Number(size)
  if (!folder || stamp === undefined || rest !== undefined || !Number.isSafeInteger(bytes) || bytes < 0)
    return undefined
  return { folder, stamp, bytes }
}

function blockOf({ folder, stamp, bytes }: BlockHead, text: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${String.fromCharCode(BLOCK)}${folder}\t${stamp}\t${bytes}\n`), text])
}

/** A search.txt that another program wrote may hold the mark of a block; it is read as a blank. */
function textOf(store: SessionStore, folder: string): Buffer | undefined {
  try {
    const bytes = store.fs.readFileSync(join(store.directory, folder, 'search.txt'))
    for (let at = bytes.indexOf(BLOCK); at >= 0; at = bytes.indexOf(BLOCK, at)) bytes[at] = 32
    return bytes
  } catch {
    return undefined
  }
}
