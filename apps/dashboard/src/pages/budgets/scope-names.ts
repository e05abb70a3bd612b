import type { DashboardSpent } from '@ses/schema'

/** What a budget is for, in words. */
export const scopeNames: Readonly<Record<DashboardSpent['scope'], string>> = {
  session: 'Dearest session',
  day: 'Today',
  month: 'This month',
  project: 'Whole project',
}
