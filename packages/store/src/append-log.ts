import { join } from 'node:path'
import { makeFolder, type SessionStore } from './session-store.ts'
import { isMissing } from './store-fs.ts'
import { writeFailed } from './write-atomically.ts'

/** Folder of the caches, beside the sessions' own. */
export const CACHE_FOLDER = '.index'

/** Logs of the cache folder that any process may append to at any moment, without a lock. */
export type LogName = 'journal' | 'text'

/** One file of a log: its name in the cache folder and what it holds. */
export interface LogPart {
  readonly name: string
  readonly bytes: Buffer
}

const MAX_TRIES = 20

/**
 * Appends bytes by one write. Whoever takes a log over renames it first and reads it then, so what was written to a file that no longer
 * has the log's name may have come too late for them, and is appended again to the new one. Throws `SesError` `write_failed`.
 */
export function appendToLog(store: SessionStore, log: LogName, bytes: Uint8Array, durably = false): void {
  const { fs } = store
  const path = join(makeFolder(store, CACHE_FOLDER), log)
  try {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const file = fs.openSync(path, 'a', 0o600)
      try {
        for (let at = 0; at < bytes.length; ) at += fs.writeSync(file, bytes, at)
        if (durably) fs.fsyncSync(file)
        if (fs.statSync(path, { throwIfNoEntry: false })?.ino === fs.fstatSync(file).ino) return
      } finally {
        fs.closeSync(file)
      }
    }
  } catch (cause) {
    throw writeFailed(path, cause)
  }
}

/**
 * All of a log, the oldest part first. Exact also while another process takes it over, if what it is taken into is read afterwards.
 * `read` may know what a part holds without reading it.
 */
export function readLog(
  store: SessionStore,
  log: LogName,
  read: (name: string) => Buffer | undefined = (name) => readLogPart(store, name),
): LogPart[] {
  for (let tries = 0; ; tries++) {
    const names = partsOf(store, log)
    const parts = names.flatMap((name) => {
      const bytes = read(name)
      return bytes === undefined ? [] : [{ name, bytes }]
    })
    if (tries === MAX_TRIES || partsOf(store, log).join() === names.join()) return parts
  }
}

/** Gives the log a new name, under which nobody appends to it any more. Call under a lock. */
export function sealLog(store: SessionStore, log: LogName): void {
  const folder = join(store.directory, CACHE_FOLDER)
  if (store.fs.statSync(join(folder, log), { throwIfNoEntry: false }) === undefined) return
  // Never a name that was used before: a reader tells by the names whether the log was taken over while it read.
  const name = `${log}.${String(Date.now()).padStart(14, '0')}${String(Math.floor(Math.random() * 1e6)).padStart(6, '0')}`
  try {
    store.fs.renameSync(join(folder, log), join(folder, name))
  } catch (cause) {
    if (!isMissing(cause)) throw writeFailed(join(folder, log), cause)
  }
}

/** Removes parts that were taken over; the log itself is never removed. */
export function dropLogParts(store: SessionStore, names: readonly string[]): void {
  for (const name of names) {
    if (/\.\d+$/.test(name)) store.fs.rmSync(join(store.directory, CACHE_FOLDER, name), { force: true })
  }
}

function partsOf(store: SessionStore, log: LogName): string[] {
  let names: string[]
  try {
    names = store.fs.readdirSync(join(store.directory, CACHE_FOLDER))
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
  const sealed = names.filter((name) => name.startsWith(`${log}.`) && /^\d+$/.test(name.slice(log.length + 1)))
  return [...sealed.sort(), ...(names.includes(log) ? [log] : [])]
}

/** One part; undefined when it is gone. */
export function readLogPart(store: SessionStore, name: string): Buffer | undefined {
  try {
    return store.fs.readFileSync(join(store.directory, CACHE_FOLDER, name))
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}
