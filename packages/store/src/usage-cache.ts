import { dirname, join } from 'node:path'
import { SesError } from '@ses/model'
import { isMissing, readTextIfAny, type StoreFs, systemFs } from './store-fs.ts'
import { withLock } from './with-lock.ts'

/** A file as it was when its usage was read. All four must be the same for what was read to hold. */
export interface FileStamp {
  /** Bytes. */
  readonly size: number
  /** Epoch milliseconds with fractions; programs can set it to anything. */
  readonly mtimeMs: number
  /** As `mtimeMs`, set by the system alone: a file that was rewritten to the same size and `mtimeMs` shows by this. */
  readonly ctimeMs: number
  readonly ino: number
}

/** What is remembered of one file. `Rows` is JSON, and the caller's own affair. */
export interface CachedFile<Rows> {
  readonly path: string
  readonly stamp: FileStamp
  /** Digest of the content, kept where the file changed so shortly before it was read that its times prove nothing. */
  readonly digest?: string
  readonly rows: Rows
}

/** Where the cache lies, and which rows it may hold. */
export interface UsageCacheOptions {
  /** `~/.ses`. */
  readonly folder: string
  /** Of the rows' format and of the reader that made them: rows of another version are not used. */
  readonly version: string
  /** Default: the machine's own file system. */
  readonly fs?: StoreFs
}

/** Reads the cache. It can always be made anew, so one that is missing, damaged or of another version is an empty one. */
export function readUsageCache<Rows>({ folder, version, fs = systemFs }: UsageCacheOptions): CachedFile<Rows>[] {
  let text: string | undefined
  try {
    text = readTextIfAny(fs, cachePath(folder))
  } catch {
    return []
  }
  if (text === undefined) return []
  try {
    const value = JSON.parse(text) as { version?: unknown; files?: unknown }
    if (value.version !== version || !Array.isArray(value.files)) return []
    return value.files.filter(isCachedFile) as CachedFile<Rows>[]
  } catch {
    return []
  }
}

/**
 * Puts newly read files into the cache and takes vanished ones out. Scans at the same time wait for each other and keep each
 * other's files. Throws `SesError` `locked` or `write_failed`.
 */
export async function updateUsageCache<Rows>(
  options: UsageCacheOptions,
  changes: { readonly read: readonly CachedFile<Rows>[]; readonly vanished: ReadonlySet<string> },
): Promise<void> {
  const { folder, version, fs = systemFs } = options
  makeFolder(fs, dirname(cachePath(folder)))
  await withLock(join(folder, 'usage', 'lock'), () => {
    const files = new Map(readUsageCache<Rows>(options).map((file) => [file.path, file]))
    for (const path of changes.vanished) files.delete(path)
    for (const file of changes.read) files.set(file.path, file)
    // One file per line: a damaged cache can be looked at.
    const lines = [...files.values()].map((file) => JSON.stringify(file))
    replaceFile(fs, cachePath(folder), `{"version":${JSON.stringify(version)},"files":[\n${lines.join(',\n')}\n]}\n`)
  })
}

/** Replaces a small file beside the cache by the JSON of a value, for readers that cannot wait for the whole. */
export function writeUsageDigest(folder: string, name: string, value: unknown, fs: StoreFs = systemFs): void {
  makeFolder(fs, join(folder, 'usage'))
  replaceFile(fs, join(folder, 'usage', `${name}.json`), `${JSON.stringify(value)}\n`)
}

/** As `writeAtomically`, but without waiting for the disk: what a power cut damages here is made anew. */
function replaceFile(fs: StoreFs, path: string, content: string): void {
  const temporary = `${path}.${crypto.randomUUID()}.tmp`
  try {
    const file = fs.openSync(temporary, 'wx', 0o600)
    try {
      const bytes = new TextEncoder().encode(content)
      for (let at = 0; at < bytes.length; ) at += fs.writeSync(file, bytes, at)
    } finally {
      fs.closeSync(file)
    }
    fs.renameSync(temporary, path)
  } catch (cause) {
    try {
      fs.rmSync(temporary, { force: true })
    } catch {
      // A temporary file that stays is ignored by every reader.
    }
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown'
    throw new SesError('write_failed', `${path} (${reason})`, { data: { path, reason }, cause })
  }
}

function cachePath(folder: string): string {
  return join(folder, 'usage', 'files.json')
}

function makeFolder(fs: StoreFs, path: string): void {
  try {
    fs.mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown'
    if (isMissing(cause) || reason !== 'EEXIST') {
      throw new SesError('write_failed', `${path} (${reason})`, { data: { path, reason }, cause })
    }
  }
}

function isCachedFile(value: unknown): boolean {
  const file = value as { path?: unknown; stamp?: Partial<FileStamp> | null; rows?: unknown } | null
  return typeof file?.path === 'string' && typeof file.stamp?.size === 'number' && file.rows !== undefined
}
