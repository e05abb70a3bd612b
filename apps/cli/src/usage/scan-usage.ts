import { existsSync } from 'node:fs'
import { SesError } from '@ses/model'
import { type SessionUsage, sessionUsageOf } from '@ses/pricing'
import { type CachedFile, readUsageCache, updateUsageCache } from '@ses/store'
import { type PackedRows, packRows, unpackRows } from './pack-rows.ts'
import type { PlainReading } from './read-plain-file.ts'
import { type StampedSource, sameStamp } from './stamp-file.ts'

/** Usage of some files, and the work it took to know it. */
export interface UsageScanResult {
  readonly sessions: readonly ScannedSession[]
  readonly files: number
  /** Those of them that had changed and were read. */
  readonly parsed: number
  /** Bytes of those. */
  readonly bytes: number
  /** Files that could not be read. */
  readonly unreadable: readonly string[]
  /** The files as they were when they were read; undefined when one may have changed since without a trace. */
  readonly settled: readonly StampedSource[] | undefined
}

/** One session of one file. */
export interface ScannedSession extends SessionUsage {
  readonly path: string
}

export interface UsageScanOptions {
  /** `~/.ses`, where the cache lies. */
  readonly user: string
  /** Of this program: another one may read files differently. */
  readonly version: string
  readonly onProgress?: (done: number, total: number) => void
  /** Told of trouble with the cache, which costs time but no exactness. */
  readonly onTrouble?: (error: SesError) => void
}

/** Reads the usage of the files given, those that have not changed from the cache. */
export async function scanUsage(files: readonly StampedSource[], options: UsageScanOptions): Promise<UsageScanResult> {
  const cache = { folder: options.user, version: options.version }
  const known = new Map(readUsageCache<PackedRows>(cache).map((file) => [file.path, file]))
  const sessions: ScannedSession[] = []
  const read: CachedFile<PackedRows>[] = []
  const settled: StampedSource[] = []
  const unreadable: string[] = []
  let parsed = 0
  let bytes = 0
  for (const [done, file] of files.entries()) {
    options.onProgress?.(done, files.length)
    const { path } = file
    const found = known.get(path)
    const remembered = found === undefined ? undefined : unpackRows(found.rows)
    const before = remembered === undefined ? undefined : found
    const reading = await readOne(file, before)
    if (typeof reading === 'string') {
      if (reading !== 'gone') unreadable.push(path)
      // Whatever lets it be read later shows in its times.
      if (reading === 'closed') settled.push(file)
      continue
    }
    const { cached } = reading
    if (reading.sessions !== undefined) {
      parsed += 1
      bytes += cached.stamp.size
    }
    if (cached !== before) read.push(cached)
    if (cached.digest === undefined) settled.push({ ...file, stamp: cached.stamp })
    for (const session of reading.sessions ?? remembered ?? []) sessions.push({ ...session, path })
  }
  const gone = [...known.keys()].filter((path) => !existsSync(path))
  if (read.length > 0 || gone.length > 0) {
    try {
      await updateUsageCache(cache, { read, vanished: new Set(gone) })
    } catch (error) {
      if (!(error instanceof SesError)) throw error
      options.onTrouble?.(error)
    }
  }
  return {
    sessions,
    files: files.length,
    parsed,
    bytes,
    unreadable,
    settled: settled.length === files.length ? settled : undefined,
  }
}

/** Larger files are read in full, but piece by piece. */
const MAX_WHOLE_BYTES = 512 * 1024 * 1024

type Cached = CachedFile<PackedRows>

/** What became of a source: `closed` as long as it does not change, `failed` perhaps only now. */
type Reading = PlainReading | 'gone' | 'closed' | 'failed'

/** Not for this user, no file, or damaged. */
const CLOSED: ReadonlySet<unknown> = new Set(['EACCES', 'EPERM', 'EISDIR', 'damaged'])

/**
 * The source's rows, from the cache when it is the same. In this thread: a second one was no faster on two processors, because it has
 * to load and warm up all readers for itself.
 */
async function readOne(source: StampedSource, before: Cached | undefined): Promise<Reading> {
  const { path, stamp, parts, database } = source
  if (before !== undefined && before.digest === undefined && sameStamp(before.stamp, stamp)) {
    return { cached: before }
  }
  try {
    if (database === true || parts !== undefined || stamp.size > MAX_WHOLE_BYTES) {
      const { readSource } = await import('./read-source.ts')
      const sessions = (await readSource(source)).flatMap(sessionUsageOf)
      return { cached: { path, stamp, rows: packRows(sessions) }, sessions }
    }
    const { readPlainFile } = await import('./read-plain-file.ts')
    return readPlainFile(path, before)
  } catch (error) {
    const { code, data } = error as { code?: unknown; data?: { readonly reason?: unknown } }
    if (code === 'ENOENT' || code === 'not_found') return 'gone'
    return CLOSED.has(code) || CLOSED.has(data?.reason) ? 'closed' : 'failed'
  }
}
