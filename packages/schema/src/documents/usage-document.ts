import type { TokenCounts, UnpricedModel } from './token-counts.ts'

/** `ses usage … --json`. */
export interface UsageDocument {
  readonly schema_version: 1
  /** In the order of `key`; for `session`, `model` and `project` the dearest first. */
  readonly rows: readonly UsageRow[]
  /** The sum of the rows, without `key`. */
  readonly totals: UsageTotals
  readonly unpriced: readonly UnpricedModel[]
  readonly scan: UsageScan
}

/** A sum over responses, each counted once. */
export interface UsageTotals extends TokenCounts {
  /** The agent, or `all` where rows of several were summed. */
  readonly agent: string
  /** In order of first use. */
  readonly models: readonly string[]
  readonly responses: number
  /** US dollars of all that has a price: 0 when nothing has, see `unpriced`. */
  readonly cost_usd: number
}

/** The sum of one period, session, model or project. */
export interface UsageRow extends UsageTotals {
  /** Date, week, month, session id, model, project or start of the block. */
  readonly key: string
}

/** The work this answer took. */
export interface UsageScan {
  readonly files: number
  /** Those of them that had changed and were read. */
  readonly parsed: number
  readonly bytes: number
  readonly ms: number
}
