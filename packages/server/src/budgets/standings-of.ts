import type { DashboardLimits, DashboardSpent } from '@ses/schema'
import type { Spending } from '../services.ts'

/** How spending stands against the limits, as `ses budget` judges it: exceeded above a limit, a warning from its share on. */
export function standingsOf(limits: DashboardLimits, spending: readonly Spending[]): DashboardSpent[] {
  return spending.map(({ scope, spent_usd, expected_usd }) => {
    const limit = limits[scope]
    const warns = limit !== null && spent_usd > 0 && spent_usd >= limit * limits.warn_at
    const state = limit !== null && spent_usd > limit ? 'exceeded' : warns ? 'warn' : 'ok'
    return { scope, spent_usd, limit_usd: limit, expected_usd, state }
  })
}
