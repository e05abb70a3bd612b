import type { SummaryOperation } from './fixed-summary.ts'
import type { TokenCounts, UnpricedModel } from './token-counts.ts'

/** What `start`, `note`, `log-ai`, `end` and `recover` print with `--json`. */
export interface MeteredDocument {
  readonly schema_version: 1
  readonly action: 'start' | 'note' | 'log-ai' | 'end' | 'recover'
  /** False when nothing was done: a budget forbids it, or nothing was there to recover. */
  readonly done: boolean
  /** As it is afterwards; null when there is none. */
  readonly session: MeteredSession | null
  /** start: it was open already and goes on. */
  readonly resumed?: boolean
  /** start, recover: ids of sessions that had been left open and were ended. */
  readonly closed?: readonly string[]
  /** log-ai: what was booked. */
  readonly response?: MeteredResponse
  /** end: what git says was done since the start; null where there is no repository. */
  readonly changes?: MeteredChanges | null
  /** How spending stands; null when no budget is set. */
  readonly budget: { readonly exceeded: boolean; readonly budgets: readonly MeteredBudget[] } | null
  /** What else there is to know, a sentence each. */
  readonly notes: readonly string[]
}

/** A session that is told by hand. */
export interface MeteredSession {
  readonly id: string
  readonly task: string
  /** Name given with `--agent`. */
  readonly agent: string | null
  readonly project: string
  readonly started_at: string
  /** Null while it is open. */
  readonly ended_at: string | null
  readonly end_reason: string | null
  /** Number of notes. */
  readonly notes: number
  readonly responses: number
  readonly usage: TokenCounts
  /** Of all that has a price; null when nothing has. */
  readonly cost_usd: number | null
  readonly unpriced: readonly UnpricedModel[]
}

/** One call of a model. */
export interface MeteredResponse {
  readonly provider: string
  readonly model: string
  readonly usage: TokenCounts
  /** Null when the model has no price. */
  readonly cost_usd: number | null
  /** Where the cost is from; null when there is none. */
  readonly cost_source: 'told' | 'catalog' | 'override' | null
  /** True when only a total was told: priced as input, the true cost is no lower. */
  readonly at_least: boolean
}

/** Work in the repository. */
export interface MeteredChanges {
  readonly files: readonly MeteredFile[]
  /** Files beyond the first thousand. */
  readonly files_left_out: number
  /** The earliest first; null where nobody can tell. */
  readonly commits: readonly { readonly sha: string; readonly branch: string | null; readonly subject: string }[] | null
  /** Null when HEAD is detached. */
  readonly branch: string | null
}

/** A file that differs from what it was at the start. */
export interface MeteredFile {
  readonly path: string
  readonly operation: SummaryOperation
  /** New path of a rename. */
  readonly to: string | null
  /** Null for binary files. */
  readonly added: number | null
  readonly removed: number | null
}

/** A limit and what was spent of it. */
export interface MeteredBudget {
  readonly scope: 'session' | 'day' | 'month' | 'project'
  readonly limit_usd: number
  readonly spent_usd: number
  readonly state: 'ok' | 'warn' | 'exceeded'
}
