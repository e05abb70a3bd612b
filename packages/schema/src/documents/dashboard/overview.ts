import type { ListedSession } from '../list-document.ts'
import type { ReportTrend } from '../report-document.ts'
import type { TokenCounts } from '../token-counts.ts'

/** `GET /api/overview?since=&until=`: the project in one look, over the period that was asked for (days, both inclusive; absent: all). */
export interface DashboardOverview {
  readonly schema_version: 1
  readonly project: string
  /** First and last day of the period, `YYYY-MM-DD` in the zone of the server. */
  readonly from: string | null
  readonly to: string | null
  readonly totals: DashboardTotals
  /** One entry per day without gaps, the earliest first. */
  readonly days: readonly DashboardDay[]
  /** Sessions started by weekday (0 Monday) and hour, 7 × 24. */
  readonly heatmap: readonly (readonly number[])[]
  /** Sessions by letter, only letters that occur. */
  readonly grades: Readonly<Record<string, number>>
  /** Of the last 150 graded sessions at most. */
  readonly trend: ReportTrend
  readonly forecast: DashboardForecast
  /** The most recent first, at most ten. */
  readonly recent: readonly ListedSession[]
}

export interface DashboardTotals extends TokenCounts {
  readonly sessions: number
  readonly active: number
  /** Null when nothing has a price; a lower bound when `unpriced_responses` is not 0. */
  readonly cost_usd: number | null
  readonly unpriced_responses: number
  readonly median_score: number | null
  readonly findings: number
  readonly errors: number
  readonly files: number
}

export interface DashboardDay {
  /** `YYYY-MM-DD`. */
  readonly day: string
  readonly sessions: number
  readonly cost_usd: number
  readonly input_tokens: number
  readonly cache_read_tokens: number
  readonly cache_write_tokens: number
  readonly output_tokens: number
  readonly median_score: number | null
}

/** What the sessions that began in the running month cost, and where it will end at the pace of the last seven days. */
export interface DashboardForecast {
  readonly month: string
  readonly spent_usd: number
  readonly expected_usd: number
  /** Limit of the month, for all projects of the user together. */
  readonly budget_usd: number | null
}
