import type { DashboardDay } from '@ses/schema'

/** How long a bar of the chart is. */
export type Unit = 'day' | 'week' | 'month'

/** What a bar stands for. */
export interface Span {
  /** Its first day, `YYYY-MM-DD`. */
  readonly from: string
  readonly sessions: number
  readonly cost: number
  readonly tokens: number
}

/** The unit with which so many days still give bars that can be told apart. */
export function unitFor(days: number): Unit {
  if (days <= 100) return 'day'
  return days <= 700 ? 'week' : 'month'
}

/** Sums of days in order; weeks begin on Monday. */
export function groupDays(days: readonly DashboardDay[], unit: Unit): Span[] {
  const spans: Span[] = []
  for (const day of days) {
    const from = startOf(day.day, unit)
    const last = spans.at(-1)
    const sum = last?.from === from ? last : { from, sessions: 0, cost: 0, tokens: 0 }
    if (sum === last) spans.pop()
    spans.push({
      from,
      sessions: sum.sessions + day.sessions,
      cost: sum.cost + day.cost_usd,
      tokens: sum.tokens + day.input_tokens + day.cache_read_tokens + day.cache_write_tokens + day.output_tokens,
    })
  }
  return spans
}

function startOf(day: string, unit: Unit): string {
  if (unit === 'day') return day
  if (unit === 'month') return `${day.slice(0, 7)}-01`
  const time = new Date(`${day}T00:00:00Z`)
  time.setUTCDate(time.getUTCDate() - ((time.getUTCDay() + 6) % 7))
  return time.toISOString().slice(0, 10)
}
