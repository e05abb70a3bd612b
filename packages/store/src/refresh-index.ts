import { join } from 'node:path'
import { type IndexReading, readIndex } from './read-index.ts'
import { lockPath, type SessionStore } from './session-store.ts'
import { type LockOptions, withLock } from './with-lock.ts'
import { writeAtomically } from './write-atomically.ts'

/** Writes index.json again where it does not fit the folders. Any number of processes may do so at once. */
export async function refreshIndex(store: SessionStore, options: LockOptions = {}): Promise<IndexReading> {
  return withLock(
    lockPath(store, 'index'),
    () => {
      const reading = readIndex(store)
      if (reading.stale)
        writeAtomically(store.fs, join(store.directory, 'index.json'), `${JSON.stringify(reading.index)}\n`)
      return reading
    },
    options,
  )
}
