import { dirname } from 'node:path'
import { SesError } from '@ses/model'
import { readTextIfAny, type StoreFs } from './store-fs.ts'

/**
 * Replaces a file by temporary file, fsync and rename, so that a reader, or a machine that stops at any moment, sees the old content
 * or the new one. Content that is there already is not written again. Returns whether it wrote. Throws `SesError` `write_failed`.
 *
 * Not `write-file-atomic` 7: it ignores short writes, which a full disk gives; it names its temporary file by process id, which two
 * containers on one volume share; and its calls cannot be made to fail one by one.
 */
export function writeAtomically(fs: StoreFs, path: string, content: string): boolean {
  const temporary = `${path}.${crypto.randomUUID()}.tmp`
  try {
    if (readTextIfAny(fs, path) === content) return false
    writeNew(fs, temporary, new TextEncoder().encode(content), true)
    fs.renameSync(temporary, path)
    syncFolder(fs, dirname(path))
    return true
  } catch (cause) {
    remove(fs, temporary)
    throw writeFailed(path, cause)
  }
}

/** As `writeAtomically`, but without waiting for the disk and whatever is there: for caches, which are checked when they are read. */
export function replaceCache(fs: StoreFs, path: string, bytes: Uint8Array): void {
  const temporary = `${path}.${crypto.randomUUID()}.tmp`
  try {
    writeNew(fs, temporary, bytes, false)
    fs.renameSync(temporary, path)
  } catch (cause) {
    remove(fs, temporary)
    throw writeFailed(path, cause)
  }
}

/** The error that tells a path that could not be written, and why. */
export function writeFailed(path: string, cause: unknown): SesError {
  const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown'
  return new SesError('write_failed', `${path} (${reason})`, { data: { path, reason }, cause })
}

function writeNew(fs: StoreFs, path: string, bytes: Uint8Array, durably: boolean): void {
  const file = fs.openSync(path, 'wx', 0o600)
  try {
    for (let at = 0; at < bytes.length; ) at += fs.writeSync(file, bytes, at)
    if (durably) fs.fsyncSync(file)
  } finally {
    fs.closeSync(file)
  }
}

/** Makes the new name durable; file systems that cannot sync a folder need not. */
function syncFolder(fs: StoreFs, path: string): void {
  let folder: number | undefined
  try {
    folder = fs.openSync(path, 'r')
    fs.fsyncSync(folder)
  } catch {
    // The rename has happened; only its durability over a power cut is in doubt.
  } finally {
    if (folder !== undefined) closeQuietly(fs, folder)
  }
}

function closeQuietly(fs: StoreFs, file: number): void {
  try {
    fs.closeSync(file)
  } catch {
    // Nothing was written through it.
  }
}

function remove(fs: StoreFs, path: string): void {
  try {
    fs.rmSync(path, { force: true })
  } catch {
    // A temporary file that stays is ignored by every reader.
  }
}
