import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { lockPath, makeFolder, readTextIfAny, withLock, writeAtomically } from '@ses/store'
import type { Context } from '../context.ts'
import { TOLD_FOLDER } from './told-folder.ts'

type Here = Pick<Context, 'places' | 'store'>

/**
 * Runs `work` while nobody else starts or ends a session in this project. Two projects may share a store (`SES_LOG_DIR`): each has a lock
 * and a pointer of its own.
 */
export function withOpenLock<T>(here: Here, work: () => Promise<T>): Promise<T> {
  return withLock(lockPath(here.store, `told-${keyOf(here)}`), work)
}

/** The session that was started last in this project, whether or not it is still open; undefined before the first. */
export function readPointer(here: Here): string | undefined {
  const id = readTextIfAny(here.store.fs, pathOf(here))?.trim()
  return id !== undefined && TOLD_FOLDER.test(id) ? id : undefined
}

/** Written before the first event of a session, so that a process killed in between leaves none open. Only under the lock. */
export function writePointer(here: Here, id: string): void {
  makeFolder(here.store)
  writeAtomically(here.store.fs, pathOf(here), `${id}\n`)
}

function pathOf(here: Here): string {
  return join(here.store.directory, `.told-${keyOf(here)}`)
}

function keyOf({ places }: Here): string {
  return createHash('sha256').update(realOf(places.project)).digest('hex').slice(0, 16)
}

function realOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
