import { SesError } from '@ses/model'
import { type BudgetStanding, checkBudget, forecastSpend } from '@ses/pricing'
import { configDefaults } from '@ses/schema'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { money, percent } from '../terminal/amounts.ts'
import { table } from '../terminal/table.ts'
import { loadUsage } from '../usage/load-usage.ts'
import { bar } from '../usage/sparkline.ts'
import { openTimeZone } from '../usage/time-zone.ts'
import { type Spent, sumSpent } from './spent.ts'

/** How the forecast is made, as the output says. */
const METHOD = 'the month so far, continued at its average pace'

/** Prints how spending stands against its limits; as a check, answers 1 when one is exceeded. */
export async function showBudget(context: Context, input: Input, isCheck: boolean): Promise<number> {
  const from = input.text('from')
  const { entries, config } = await loadUsage(context, from === undefined ? [] : [from])
  const limits = { ...configDefaults.budget, ...config.budget }
  const now = context.host.now()
  const named = input.text('session')
  const sessionId =
    named === undefined
      ? undefined
      : idOf(
          named,
          entries.map((entry) => entry.sessionId),
        )
  const spent = sumSpent(entries, {
    now,
    zone: openTimeZone(input.text('tz')),
    project: context.places.project,
    ...(sessionId === undefined ? {} : { sessionId }),
  })
  const standings = checkBudget(limits, spent)
  const forecastUsd = forecastSpend(spent.month, { start: spent.monthStart, end: spent.monthEnd, now })
  const isExceeded = standings.some(({ state }) => state === 'exceeded')
  if (context.json) context.printJson(documentOf(standings, spent, forecastUsd, limits.month))
  else context.print(linesOf(standings, spent, forecastUsd, limits.month, context))
  return isCheck && isExceeded ? 1 : 0
}

function idOf(prefix: string, ids: readonly string[]): string {
  const found = new Set(ids.filter((id) => id === prefix || (prefix === 'latest' ? true : id.startsWith(prefix))))
  if (found.has(prefix)) return prefix
  const last = [...found].at(-1)
  if (prefix === 'latest') {
    const latest = ids.at(-1)
    if (latest !== undefined) return latest
  }
  if (last === undefined) throw new SesError('not_found', `no session "${prefix}" with usage`, { data: { id: prefix } })
  if (found.size > 1) throw new SesError('ambiguous_id', `${prefix}: ${found.size} sessions begin so`)
  return last
}

function documentOf(
  standings: readonly BudgetStanding[],
  { sessionId, day, month, project, session }: Spent,
  forecastUsd: number,
  monthLimit: number | undefined,
): object {
  return {
    schema_version: 1,
    exceeded: standings.some(({ state }) => state === 'exceeded'),
    budgets: standings.map(({ scope, limitUsd, spentUsd, share, state }) => ({
      scope,
      limit_usd: limitUsd,
      spent_usd: spentUsd,
      share: Math.min(share, 1e6),
      state,
    })),
    spent: { session_id: sessionId ?? null, session: session ?? null, day, month, project },
    forecast: {
      month_usd: Math.round(forecastUsd * 1e6) / 1e6,
      exceeds_month: monthLimit === undefined ? null : forecastUsd > monthLimit,
      method: METHOD,
    },
  }
}

function linesOf(
  standings: readonly BudgetStanding[],
  { month }: Spent,
  forecastUsd: number,
  monthLimit: number | undefined,
  { style }: Context,
): string[] {
  const forecast = `${style.faint('forecast')} ${money(forecastUsd)} this month ${style.faint(`(${METHOD})`)}`
  if (standings.length === 0) {
    return [
      `No budget is set; ${money(month)} were spent this month.`,
      forecast,
      style.faint('  ses budget set month 300 sets one'),
    ]
  }
  const paints = { ok: style.good, warn: style.warn, exceeded: style.bad }
  const stateOf = (row: number): BudgetStanding['state'] => standings[row]?.state ?? 'ok'
  const lines = table(
    [
      {},
      { align: 'right' },
      { paint: style.faint },
      { align: 'right' },
      { paint: (text, row) => paints[stateOf(row)](text) },
      { paint: (text, row) => paints[stateOf(row)](text) },
    ],
    standings.map(({ scope, limitUsd, spentUsd, share, state }) => [
      scope,
      money(spentUsd),
      `of ${money(limitUsd)}`,
      percent(Math.min(share, 99.99)),
      bar(Math.min(share, 1), 1, 20),
      state === 'ok' ? '' : state,
    ]),
    { width: Number.POSITIVE_INFINITY },
  )
  const over = monthLimit !== undefined && forecastUsd > monthLimit
  return [...lines, over ? `${forecast} ${style.warn('over the budget')}` : forecast]
}
