import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { SesError } from '@ses/model'
import { lock } from 'proper-lockfile'

/** How long to wait for others, and after which silence a lock counts as left behind by a process that was killed. */
export interface LockTimes {
  /** Default 60 000. */
  readonly waitMs?: number
  /** Default 5000, at least 2000. */
  readonly staleMs?: number
}

/** Runs `work` while nobody else takes a snapshot of, or rewinds, the same work tree. Throws `locked` when it never gets its turn. */
export async function withWorktreeLock<T>(folder: string, times: LockTimes, work: () => Promise<T>): Promise<T> {
  const { waitMs = 60_000, staleMs = 5000 } = times
  const path = join(folder, 'lock')
  let release: () => Promise<void>
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    release = await lock(path, {
      lockfilePath: path,
      realpath: false,
      stale: staleMs,
      update: 1000,
      retries: { retries: Math.ceil(waitMs / 50), minTimeout: 5, maxTimeout: 90, factor: 1.5, randomize: true },
      // The default throws in a timer, where nobody can catch it. Two at once write different files, and only one moves the ref.
      onCompromised: () => {},
    })
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown'
    const code = reason === 'ELOCKED' ? 'locked' : 'write_failed'
    throw new SesError(code, code === 'locked' ? path : `${path} (${reason})`, { data: { path, reason }, cause })
  }
  try {
    return await work()
  } finally {
    await release().catch(() => {})
  }
}
