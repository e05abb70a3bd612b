import { forecastSpend } from '@ses/pricing'
import type { Spending } from '@ses/server'
import { sumSpent } from '../budget/spent.ts'
import type { Context } from '../context.ts'
import { loadUsage } from '../usage/load-usage.ts'
import { dayOf, openTimeZone } from '../usage/time-zone.ts'
import { runApart } from './run-apart.ts'

/** What was spent of each limit, over all agents of this machine; the session is the latest of the project. */
export async function readSpending(context: Context): Promise<Spending[]> {
  // It reads the transcripts that have changed; what follows finds all of it known.
  await runApart(context, ['usage', '--json', '--limit', '1'])
  const { entries } = await loadUsage(context, [])
  const now = context.host.now()
  const zone = openTimeZone(undefined)
  const spent = sumSpent(entries, { now, zone, project: context.places.project })
  const { session = 0, sessionId = '', day, month, project, monthStart, monthEnd } = spent
  const today = dayOf(now, zone)
  const expected = forecastSpend(month, { start: monthStart, end: monthEnd, now })
  return [
    { scope: 'session', period: sessionId, spent_usd: session, expected_usd: null },
    { scope: 'day', period: today, spent_usd: day, expected_usd: null },
    { scope: 'month', period: today.slice(0, 7), spent_usd: month, expected_usd: expected },
    { scope: 'project', period: context.places.project, spent_usd: project, expected_usd: null },
  ]
}
