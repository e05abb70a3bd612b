import { join } from 'node:path'
import { folderNames } from './folder-name.ts'
import { noteBegin, noteEnd } from './index/journal.ts'
import { readSummary } from './read-folder.ts'
import type { SessionKey } from './session-index.ts'
import { lockPath, type SessionStore } from './session-store.ts'
import { isMissing } from './store-fs.ts'
import { withLock } from './with-lock.ts'
import { writeFailed } from './write-atomically.ts'

/** Removes a session's folder and all that is in it; its archive stays. Answers whether it was there. Throws `SesError` `write_failed`. */
export async function removeSession(store: SessionStore, { agent, id }: Omit<SessionKey, 'project'>): Promise<boolean> {
  const names = folderNames(agent, id)
  const held = (name: string): boolean => {
    const session = readSummary(store, name)?.session
    return session?.id === id && session.agent === agent
  }
  if (!names.some(held)) return false
  return withLock(lockPath(store, names[0]), () => {
    const folder = names.find(held)
    if (folder !== undefined) removeFolder(store, folder)
    return folder !== undefined
  })
}

/** Takes a folder out of the way at once, by its name, so that nobody ever sees half of it. */
function removeFolder(store: SessionStore, folder: string): void {
  const path = join(store.directory, folder)
  const aside = join(store.directory, `.removed-${crypto.randomUUID()}`)
  noteBegin(store, folder)
  try {
    store.fs.renameSync(path, aside)
  } catch (cause) {
    if (!isMissing(cause)) throw writeFailed(path, cause)
  }
  noteEnd(store, folder, null)
  try {
    store.fs.rmSync(aside, { recursive: true, force: true })
  } catch (cause) {
    throw writeFailed(path, cause)
  }
}
