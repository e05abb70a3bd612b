import { platform } from 'node:os'
import { join } from 'node:path'
import { CACHE_FOLDER } from './append-log.ts'
import { readCatalogue } from './index/read-catalogue.ts'
import { documentOf, indexOf } from './read-index.ts'
import { refreshIndex } from './refresh-index.ts'
import type { SessionStore } from './session-store.ts'
import { isMissing, readTextIfAny } from './store-fs.ts'
import { writeFailed } from './write-atomically.ts'

/** Something in a store that is not as it should be. */
export interface StoreProblem {
  readonly code: StoreProblemCode
  /** Absolute. */
  readonly path: string
  /** What is wrong, for people. */
  readonly message: string
  /** Whether `repairStore` puts it right; what it cannot make again needs an import of the transcript. */
  readonly repairable: boolean
}

/** `mode`: others may read it · `json`: it cannot be read · `lock`, `left_over`: of a process that is gone · `index`: differs from the folders. */
export type StoreProblemCode = 'mode' | 'json' | 'lock' | 'left_over' | 'index'

/** A lock that is held is renewed every few seconds. */
const STALE_LOCK_MS = 60_000

/** A temporary file lives for as long as one write. */
const LEFT_OVER_MS = 600_000

/** Looks at every file of the store. Changes nothing; a store that is not there has no problems. */
export function inspectStore(store: SessionStore): StoreProblem[] {
  if (store.fs.statSync(store.directory, { throwIfNoEntry: false }) === undefined) return []
  return [...filesOf(store).flatMap((file) => problemsOf(store, file)), ...indexProblems(store)]
}

/** Repairs what can be, and answers what is left. Throws `SesError` `write_failed` or `locked`. */
export async function repairStore(store: SessionStore): Promise<StoreProblem[]> {
  for (const { code, path, repairable } of inspectStore(store)) {
    if (!repairable || code === 'index') continue
    try {
      if (code === 'mode') store.fs.chmodSync(path, store.fs.statSync(path).isDirectory() ? 0o700 : 0o600)
      else store.fs.rmSync(path, { recursive: true, force: true })
    } catch (cause) {
      if (!isMissing(cause)) throw writeFailed(path, cause)
    }
  }
  if (indexProblems(store).length > 0) await refreshIndex(store, { anew: true })
  return inspectStore(store)
}

interface StoreFile {
  readonly path: string
  readonly name: string
  readonly directory: boolean
  readonly mode: number
  readonly changedAt: number
  readonly depth: number
}

function filesOf(store: SessionStore): StoreFile[] {
  const files: StoreFile[] = []
  const walk = (path: string, name: string, depth: number): void => {
    const stat = store.fs.statSync(path, { throwIfNoEntry: false })
    if (stat === undefined) return
    const directory = stat.isDirectory()
    files.push({ path, name, directory, mode: stat.mode & 0o777, changedAt: stat.mtimeMs, depth })
    if (!directory || name.endsWith('.lock') || name.startsWith('.removed-')) return
    for (const entry of store.fs.readdirSync(path)) walk(join(path, entry), entry, depth + 1)
  }
  walk(store.directory, '', 0)
  return files
}

function problemsOf(store: SessionStore, file: StoreFile): StoreProblem[] {
  const { path, name, directory, mode, changedAt, depth } = file
  const problems: StoreProblem[] = []
  const add = (code: StoreProblemCode, message: string, repairable: boolean): void => {
    problems.push({ code, path, message, repairable })
  }
  const age = Date.now() - changedAt
  if (directory && name.endsWith('.lock')) {
    if (age > STALE_LOCK_MS) add('lock', 'a lock that nobody holds any more', true)
    return problems
  }
  if (name.startsWith('.removed-') || (name.endsWith('.tmp') && !directory)) {
    if (age > LEFT_OVER_MS) add('left_over', 'left over by a process that was stopped', true)
    return problems
  }
  // Windows has no such modes.
  if (platform() !== 'win32' && (mode & 0o077) !== 0) {
    add('mode', `others than its owner may use it (${mode.toString(8)})`, true)
  }
  if (depth === 2 && /^(?:summary|metadata|state)\.json$/.test(name) && !path.includes(CACHE_FOLDER)) {
    const fault = jsonFault(store, path)
    if (fault !== undefined) add('json', `${fault}; \`ses import --force\` makes it again from its transcript`, false)
  }
  return problems
}

function jsonFault(store: SessionStore, path: string): string | undefined {
  try {
    const value: unknown = JSON.parse(readTextIfAny(store.fs, path) ?? 'null')
    return typeof value === 'object' && value !== null ? undefined : 'it is no JSON object'
  } catch (error) {
    return error instanceof SyntaxError
      ? 'it is no JSON'
      : `it cannot be read (${(error as NodeJS.ErrnoException).code})`
  }
}

/** Compares what readers are told with what the folders say. */
function indexProblems(store: SessionStore): StoreProblem[] {
  const told = readCatalogue(store)
  const truth = readCatalogue(store, true)
  if (truth.size === 0 && told.size === 0) return []
  const problems: StoreProblem[] = []
  const seen = new Map(Array.from({ length: told.size }, (_, at) => [told.folder(at), entryAt(told, at)]))
  const wrong = new Set(seen.keys())
  for (let at = 0; at < truth.size; at++) {
    const folder = truth.folder(at)
    if (seen.get(folder) === entryAt(truth, at)) wrong.delete(folder)
    else wrong.add(folder)
  }
  const cache = join(store.directory, CACHE_FOLDER, 'catalogue')
  if (wrong.size > 0) {
    const named = [...wrong].slice(0, 3).join(', ')
    problems.push({ code: 'index', path: cache, message: `${wrong.size} sessions differ: ${named}`, repairable: true })
  }
  const document = join(store.directory, 'index.json')
  const lagging = told.source.stale || told.source.journal.marks.size > 0
  const expected = lagging ? undefined : JSON.stringify(documentOf(indexOf(truth).index))
  const text = textOf(store, document)
  const fault = jsonFault(store, document)
  if (fault !== undefined || (expected !== undefined && text.trimEnd() !== expected)) {
    problems.push({ code: 'index', path: document, message: fault ?? 'it differs from the folders', repairable: true })
  }
  return problems
}

function entryAt(catalogue: ReturnType<typeof readCatalogue>, at: number): string {
  return JSON.stringify([catalogue.session(at), catalogue.detail(at)])
}

function textOf(store: SessionStore, path: string): string {
  try {
    return readTextIfAny(store.fs, path) ?? ''
  } catch {
    return ''
  }
}
