import type { FinaliseTimes } from '@ses/capture'

/** When what is done, in milliseconds: `SweepOptions` of every sweep that is not told otherwise. */
export const sweepTimes: Omit<FinaliseTimes, 'now'> = {
  /** A person may think about a prompt for long; the end of a session that was killed is told by nothing else. */
  idleMs: 30 * 60_000,
  /** Claude Code had written its last message at the last hook in 4 of 5 runs. */
  settleMs: 2000,
  refreshMs: 10_000,
}
