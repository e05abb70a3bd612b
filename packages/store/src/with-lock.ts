import { SesError } from '@ses/model'

export interface LockOptions {
  /** Milliseconds to wait for another holder; default 60 000. */
  readonly waitMs?: number
  /** Milliseconds after which a lock whose holder no longer renews it counts as left behind; default 10 000, at least 2000. */
  readonly staleMs?: number
}

/** Runs `work` while no other process runs work under the same path. Throws `SesError` `locked` when it never gets its turn. */
export async function withLock<T>(path: string, work: () => T | Promise<T>, options: LockOptions = {}): Promise<T> {
  const { waitMs = 60_000, staleMs = 10_000 } = options
  // Loaded here: listing sessions needs no lock, and starts faster without this.
  const { lock } = await import('proper-lockfile')
  let release: () => Promise<void>
  try {
    release = await lock(path, {
      lockfilePath: path,
      realpath: false,
      stale: staleMs,
      retries: { retries: Math.ceil(waitMs / 50), minTimeout: 10, maxTimeout: 90, factor: 1.5, randomize: true },
      // The default throws in a timer, where nobody can catch it. What is done under a lock is harmless when done twice.
      onCompromised: () => {},
    })
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ELOCKED') throw new SesError('locked', path, { data: { path }, cause })
    throw new SesError('write_failed', `${path} (${code ?? 'unknown'})`, { data: { path, reason: code }, cause })
  }
  try {
    return await work()
  } finally {
    await release().catch(() => {})
  }
}
