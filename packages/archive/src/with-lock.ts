import { join } from 'node:path'
import { SesError } from '@ses/model'
import { lock } from 'proper-lockfile'
import type { Archive } from './archive.ts'
import { codeOf } from './archive-fs.ts'
import { makeFolder } from './make-folder.ts'

/** Longest wait for another writer. A commit takes milliseconds; what one that was killed left behind counts for five seconds. */
const WAIT_MS = 60_000
const STALE_MS = 5000

/** Runs `work` while nobody else commits under that name. Throws `locked` when it never gets its turn. */
export async function withLock<T>(archive: Archive, name: string, work: () => Promise<T>): Promise<T> {
  const path = join(makeFolder(archive, '.locks'), `${name}.lock`)
  let release: () => Promise<void>
  try {
    release = await lock(path, {
      lockfilePath: path,
      realpath: false,
      stale: STALE_MS,
      retries: { retries: Math.ceil(WAIT_MS / 50), minTimeout: 5, maxTimeout: 90, factor: 1.5, randomize: true },
      // The default throws in a timer, where nobody can catch it. A commit that happens twice is harmless.
      onCompromised: () => {},
    })
  } catch (cause) {
    const reason = codeOf(cause) ?? 'unknown'
    const code = reason === 'ELOCKED' ? 'locked' : 'write_failed'
    throw new SesError(code, code === 'locked' ? path : `${path} (${reason})`, { data: { path, reason }, cause })
  }
  try {
    return await work()
  } finally {
    await release().catch(() => {})
  }
}
