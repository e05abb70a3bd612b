import { randomBytes } from 'node:crypto'
import { dirname } from 'node:path'
import { SesError } from '@ses/model'
import { type ArchiveFs, codeOf } from './archive-fs.ts'
import { writeAll } from './text-writer.ts'

/** Replaces a small file by temporary file, fsync and rename. Throws `write_failed`. */
export function replaceFile(fs: ArchiveFs, path: string, content: string): void {
  const temporary = temporaryName(path)
  try {
    const file = fs.openSync(temporary, 'wx', 0o600)
    try {
      writeAll(fs, file, Buffer.from(content))
      fs.fsyncSync(file)
    } finally {
      fs.closeSync(file)
    }
    fs.renameSync(temporary, path)
    syncFolder(fs, dirname(path))
  } catch (cause) {
    removeQuietly(fs, temporary)
    throw writeFailure(path, cause)
  }
}

/** A name beside `path` that no other writer takes, and that readers pass over. */
export function temporaryName(path: string): string {
  return `${path}.${randomBytes(6).toString('hex')}.tmp`
}

/** Makes the new names in a folder durable; file systems that cannot sync a folder need not. */
export function syncFolder(fs: ArchiveFs, path: string): void {
  try {
    const folder = fs.openSync(path, 'r')
    try {
      fs.fsyncSync(folder)
    } finally {
      fs.closeSync(folder)
    }
  } catch {
    // The rename has happened; only its durability over a power cut is in doubt.
  }
}

/** Removes a temporary file. One that cannot be removed is passed over by readers and swept later. */
export function removeQuietly(fs: ArchiveFs, path: string): void {
  try {
    fs.rmSync(path, { force: true })
  } catch {
    // See above.
  }
}

/** Turns what a file system call threw into `write_failed`; other errors stay what they are. */
export function writeFailure(path: string, cause: unknown): unknown {
  const reason = codeOf(cause)
  if (cause instanceof SesError || reason === undefined) return cause
  return new SesError('write_failed', `${path} (${reason})`, { data: { path, reason }, cause })
}
