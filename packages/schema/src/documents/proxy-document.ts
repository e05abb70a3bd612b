import type { TokenCounts } from './token-counts.ts'

/** What `ses proxy --json` prints when it listens. */
export interface ProxyDocument {
  readonly schema_version: 1
  /** `http://127.0.0.1:3739`. */
  readonly url: string
  readonly port: number
  /** Id of the session that exchanges are booked to; null without one. */
  readonly session: string | null
  /** Where each API is addressed. */
  readonly upstreams: readonly { readonly name: string; readonly url: string }[]
}

/** What `ses run --json` prints when the command has ended. */
export interface RunDocument {
  readonly schema_version: 1
  /** Of the command; 128 and the number of the signal that killed it. */
  readonly exit_code: number
  readonly signal: string | null
  /** Id of the session; null when the command keeps a transcript of its own, or asked nothing. */
  readonly session: string | null
  /** Id of the agent in whose transcripts the usage is, too; null for other commands. */
  readonly transcript_agent: string | null
  /** What `--budget` said. */
  readonly budget_usd: number | null
  /** Requests that the budget refused. */
  readonly refused: number
  readonly totals: ProxyTotals
}

/** Sums over exchanges that asked a model for something. */
export interface ProxyTotals {
  readonly requests: number
  /** Answered with an error, or not at all. */
  readonly failed: number
  /** Broken off; they count as far as they told. */
  readonly cut: number
  /** Answers that told no usage. */
  readonly unmetered: number
  readonly usage: TokenCounts
  /** Of all that has a price; null when nothing has. */
  readonly cost_usd: number | null
  readonly models: readonly {
    readonly model: string
    readonly responses: number
    /** Null when the model has no price. */
    readonly cost_usd: number | null
  }[]
}
