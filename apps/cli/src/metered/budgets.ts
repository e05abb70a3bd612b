import { type BudgetStanding, budgetScopes, checkBudget } from '@ses/pricing'
import { configDefaults, type MeteredDocument } from '@ses/schema'
import { sumSpent } from '../budget/spent.ts'
import type { Context } from '../context.ts'
import { loadConfig } from '../settings.ts'
import { loadUsage } from '../usage/load-usage.ts'
import { openTimeZone } from '../usage/time-zone.ts'

/**
 * How spending of all agents stands against the limits, that of the session included where one is named; null when no limit is set, so
 * that nobody waits for transcripts to be read.
 */
export async function checkBudgets(context: Context, sessionId?: string): Promise<readonly BudgetStanding[] | null> {
  const limits = { ...configDefaults.budget, ...(await loadConfig(context)).budget }
  if (budgetScopes.every((scope) => limits[scope] === undefined)) return null
  const { entries } = await loadUsage(context, [])
  const { session, ...spent } = sumSpent(entries, {
    now: context.host.now(),
    zone: openTimeZone(undefined),
    project: context.places.project,
    ...(sessionId === undefined ? {} : { sessionId }),
  })
  return checkBudget(limits, {
    day: spent.day,
    month: spent.month,
    project: spent.project,
    ...(sessionId === undefined ? {} : { session: session ?? 0 }),
  })
}

/** Whether a limit is exceeded. */
export function isExceeded(standings: readonly BudgetStanding[] | null): boolean {
  return standings?.some(({ state }) => state === 'exceeded') ?? false
}

/** As documents tell it. */
export function budgetDocument(standings: readonly BudgetStanding[] | null): MeteredDocument['budget'] {
  if (standings === null) return null
  const budgets = standings.map(({ scope, limitUsd, spentUsd, state }) => ({
    scope,
    limit_usd: limitUsd,
    spent_usd: spentUsd,
    state,
  }))
  return { exceeded: isExceeded(standings), budgets }
}
