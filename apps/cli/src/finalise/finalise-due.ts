import { isAnyDue } from '@ses/capture'
import type { Context } from '../context.ts'
import { sweepTimes } from './sweep-times.ts'

/** A person waits here: what a session at work has done in the last minute is left to the worker. */
const times = { ...sweepTimes, refreshMs: 60_000 }

/** How long a command that reads the store may be kept by sessions that are due. */
const PATIENCE_MS = 1000

/**
 * Finalises what is due before the store is read. Where nothing is, this costs one look at a folder that is mostly empty. Trouble is
 * none: the store is read as it is, and the next sweep tries again.
 */
export async function finaliseDue(context: Context): Promise<void> {
  const { store, host } = context
  try {
    if (!isAnyDue(store, { ...times, now: host.now() })) return
    const { sweep } = await import('./sweep.ts')
    await sweep(context, {
      ...times,
      now: host.now,
      forMs: PATIENCE_MS,
      onError: (folder, error) => context.debug('not finalised', { folder, error: String(error) }),
    })
  } catch (error) {
    context.debug('no sweep', { error: String(error) })
  }
}
