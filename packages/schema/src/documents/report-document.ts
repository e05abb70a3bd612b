import type { SummaryRisk, SummaryType } from './fixed-summary.ts'
import type { SummaryFinding, SummaryLetter, SummaryOutcome } from './summary.ts'
import type { UnpricedModel } from './token-counts.ts'

/** `ses report --json`: how a series of sessions went. */
export interface ReportDocument {
  readonly schema_version: 1
  /** Sessions the report is about. */
  readonly sessions: number
  /** Start of the first and of the last of them, ISO 8601 in UTC; null when none has a start. */
  readonly from: string | null
  readonly to: string | null
  readonly trend: ReportTrend
  /** Those that affect most sessions first, the gravest first among equals. */
  readonly patterns: readonly ReportPattern[]
  /** Waste of all findings together; two findings may name the same call, so it is an upper bound. */
  readonly waste: SummaryFinding['waste']
  readonly cost: ReportCost
  /** The most sessions first. */
  readonly by_agent: readonly ReportGroup[]
  /** The dearest first; a session that used several models counts for each of them. */
  readonly by_model: readonly ReportGroup[]
}

/** Whether the scores rose or fell from the earliest to the latest session. */
export interface ReportTrend {
  /** `unknown` with fewer graded sessions than `needed`; `stable` when chance explains what there is of a trend. */
  readonly verdict: 'improving' | 'stable' | 'declining' | 'unknown'
  /** Two-sided Mann–Kendall test for a trend, with Theil–Sen’s slope. */
  readonly test: 'mann-kendall'
  /** Graded sessions with a start, of which the trend is told. */
  readonly n: number
  readonly needed: number
  /** Sum of signs of all pairwise differences, later minus earlier. */
  readonly s: number
  /** Kendall’s tau-b, −1 to 1; null when all scores or fewer than two are equal. */
  readonly tau: number | null
  /** Probability of an `s` at least as far from 0 by chance; null under `needed`. */
  readonly p: number | null
  /** `exact` by counting orders, `normal` by the tie-corrected approximation. */
  readonly method: 'exact' | 'normal'
  /** `p` below it counts as a trend. */
  readonly alpha: number
  /** Median of all pairwise slopes, points per session; null for fewer than two. */
  readonly slope: number | null
  /** In order of start, whatever the order they were taken in; sessions without a score or a start are left out. */
  readonly points: readonly ReportPoint[]
}

/** One session of the trend. */
export interface ReportPoint {
  readonly id: string
  /** ISO 8601 in UTC. */
  readonly start: string
  readonly score: number
  readonly letter: SummaryLetter
  readonly agent: string
  readonly type: SummaryType
  readonly risk: SummaryRisk
  readonly outcome: SummaryOutcome['state'] | null
  readonly cost_usd: number | null
  readonly intent: string
}

/** What one detector saw in all sessions. */
export interface ReportPattern {
  readonly id: string
  readonly title: string
  /** The gravest that was found. */
  readonly severity: SummaryFinding['severity']
  /** Sessions with at least one. */
  readonly sessions: number
  /** Of all sessions of the report, 0–1. */
  readonly share: number
  readonly findings: number
  readonly waste: SummaryFinding['waste']
  /** That of the latest finding. */
  readonly advice: string
  /** Ids of the sessions with the most of it, at most three. */
  readonly examples: readonly string[]
  /** Start of the latest session with it. */
  readonly last_seen: string | null
}

export interface ReportCost {
  /** US dollars; null when nothing has a price; a lower bound when `unpriced` is not empty. */
  readonly usd: number | null
  /** Sessions with a cost, free ones included. */
  readonly priced_sessions: number
  /** Median of those; null when there is none. */
  readonly median_usd: number | null
  readonly unpriced: readonly UnpricedModel[]
}

/** Sessions of one agent or one model. */
export interface ReportGroup {
  readonly key: string
  readonly sessions: number
  readonly graded: number
  /** Null when none is graded. */
  readonly median_score: number | null
  /** For a model its own part of the cost. */
  readonly cost_usd: number | null
  readonly output_tokens: number
  /** Findings per session; null for a model, because a finding has none. */
  readonly findings_per_session: number | null
}
