import type { Context } from '../context.ts'
import { sweepTimes } from '../finalise/sweep-times.ts'

/** What sessions at work have done up to now is taken in, for at most so long. */
const PATIENCE_MS = 20_000

/** Brings the sessions that hooks tell of up to date, because a commit is often made in the midst of one. */
export async function refreshSessions(context: Context): Promise<void> {
  try {
    const { sweep } = await import('../finalise/sweep.ts')
    await sweep(context, {
      ...sweepTimes,
      refreshMs: 0,
      now: context.host.now,
      forMs: PATIENCE_MS,
      onError: (folder, error) => context.debug('not taken in', { folder, error: String(error) }),
    })
  } catch (error) {
    context.debug('no sweep', { error: String(error) })
  }
}
