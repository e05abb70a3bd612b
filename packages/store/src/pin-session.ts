import { join } from 'node:path'
import type { ListedSession } from '@ses/schema'
import type { SessionStore } from './session-store.ts'
import { readTextIfAny } from './store-fs.ts'
import { writeAtomically, writeFailed } from './write-atomically.ts'

/** Whether somebody said that a session must never be removed. */
export function isPinned(store: SessionStore, folder: string): boolean {
  return store.fs.statSync(join(store.directory, folder, 'pinned'), { throwIfNoEntry: false }) !== undefined
}

/** Says, or takes back, that a session must never be removed. */
export function pinSession(store: SessionStore, folder: string, pinned: boolean): void {
  const path = join(store.directory, folder, 'pinned')
  if (pinned) {
    writeAtomically(store.fs, path, `${new Date(store.now()).toISOString()}\n`)
    return
  }
  try {
    store.fs.rmSync(path, { force: true })
  } catch (cause) {
    throw writeFailed(path, cause)
  }
}

/** Whether a session may still go on: nothing told its end, or what captures it says so. */
export function isRunning(store: SessionStore, { folder, active }: Pick<ListedSession, 'folder' | 'active'>): boolean {
  if (active) return true
  try {
    const state = JSON.parse(readTextIfAny(store.fs, join(store.directory, folder, 'state.json')) ?? 'null') as unknown
    return (state as { status?: unknown } | null)?.status === 'active'
  } catch {
    return false
  }
}
