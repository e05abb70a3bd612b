import type { TokenCounts, UnpricedModel } from './token-counts.ts'

/** `ses stats --json`: totals over the stored sessions. */
export interface StatsDocument {
  readonly schema_version: 1
  readonly sessions: number
  /** Start of the first and of the last session, ISO 8601 in UTC; null when none has a start. */
  readonly first: string | null
  readonly last: string | null
  /** Days in UTC on which a session started. */
  readonly days: number
  readonly turns: number
  readonly tool_calls: number
  /** Calls that failed. */
  readonly errors: number
  /** Different paths that were changed, by project. */
  readonly files: number
  readonly lines_added: number
  readonly lines_removed: number
  /** Different commits. */
  readonly commits: number
  readonly tokens: TokenCounts
  /** US dollars; null when nothing has a price; a lower bound when `unpriced` is not empty. */
  readonly cost_usd: number | null
  readonly unpriced: readonly UnpricedModel[]
  /** Sessions by agent, type, risk, letter and outcome; the most first, none left out that occurs. */
  readonly by_agent: Readonly<Record<string, number>>
  readonly by_type: Readonly<Record<string, number>>
  readonly by_risk: Readonly<Record<string, number>>
  readonly by_grade: Readonly<Record<string, number>>
  readonly by_outcome: Readonly<Record<string, number>>
  /** Calls by tool name, the most first, at most 15. */
  readonly tools: Readonly<Record<string, number>>
  /** Paths that most sessions changed, at most 10, each changed by at least two. */
  readonly hot_files: readonly { readonly path: string; readonly project: string | null; readonly sessions: number }[]
}
