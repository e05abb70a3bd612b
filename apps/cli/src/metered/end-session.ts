import type { MeteredChanges } from '@ses/schema'
import type { Context } from '../context.ts'
import { sweepTimes } from '../finalise/sweep-times.ts'
import { tell } from './tell.ts'
import type { ToldSession } from './told-session.ts'

/** How a session ends. */
export interface Ending {
  readonly reason: 'ended' | 'stale' | 'recovered'
  readonly notes?: string
  readonly changes?: MeteredChanges | null
  /** Epoch milliseconds; default: now. */
  readonly at?: number
}

/** Records the end of a session. Only under the lock. */
export async function endSession(context: Context, { id }: ToldSession, ending: Ending): Promise<void> {
  const { reason, notes, changes, at } = ending
  await tell(context, {
    id,
    hook: 'end',
    payload: { reason, ...(notes === undefined ? {} : { notes }), ...(changes ? { git: changes } : {}) },
    ...(at === undefined ? {} : { at }),
  })
}

/** One that was left open ended with its last event; what has been changed since is not its work. */
export function endLeftOpen(context: Context, told: ToldSession, reason: 'stale' | 'recovered'): Promise<void> {
  return endSession(context, told, { reason, at: told.lastAt })
}

/** The longest that `end` waits for the session to be stored; later commands do what is left. */
const PATIENCE_MS = 3000

/** Makes an ordinary stored session of each. Trouble is none: the events are there, and the next sweep tries again. */
export async function storeEnded(context: Context, folders: readonly string[]): Promise<void> {
  if (folders.length === 0) return
  try {
    const { sweep } = await import('../finalise/sweep.ts')
    await sweep(context, {
      ...sweepTimes,
      settleMs: 0,
      now: context.host.now,
      folders,
      forMs: PATIENCE_MS,
      onError: (folder, error) => context.debug('not finalised', { folder, error: String(error) }),
    })
  } catch (error) {
    context.debug('no sweep', { error: String(error) })
  }
}
