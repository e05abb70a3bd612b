import { readState, UNTIL_TOLD } from '@ses/capture'
import type { Context } from '../../context.ts'
import { sweep } from '../../finalise/sweep.ts'
import { sweepTimes } from '../../finalise/sweep-times.ts'
import { count } from '../../terminal/amounts.ts'
import type { Check } from '../check.ts'
import { recordedFolders } from '../recorded-folders.ts'

/** Beyond the time after which a session counts as over, so long may pass until somebody looks. */
const GRACE_MS = 60 * 60_000

/** Sessions that are over for long and that no sweep has finished. */
export const stuckSessions: Check = {
  id: 'stuck-sessions',
  title: 'Sessions that are over are finished',
  inspect: async (context) => {
    const stuck = stuckFolders(context)
    if (stuck.length === 0) return []
    return [
      {
        severity: 'problem',
        title: `${count(stuck.length, 'session')} over for long and not finished: ${stuck.slice(0, 3).join(', ')}`,
        cause: 'No hook and no command has come by since that could do it, or it failed each time.',
        fix: '`ses doctor --fix`, or `ses sweep --all`, finishes them',
        repair: () => sweep(context, { ...sweepTimes, settleMs: 0, now: context.host.now, folders: stuck }),
      },
    ]
  },
}

function stuckFolders({ store, host }: Context): string[] {
  const before = host.now() - sweepTimes.idleMs - GRACE_MS
  return recordedFolders(store)
    .filter(({ folder, changedAt }) => {
      if (changedAt > before) return false
      const state = readState(store, folder)
      if (state === undefined) return true
      if (state.status === 'active' && UNTIL_TOLD.has(state.agent)) return false
      return state.status === 'active' || state.status === 'ended'
    })
    .map(({ folder }) => folder)
}
