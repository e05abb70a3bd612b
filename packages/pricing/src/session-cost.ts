import type { Usage, UsageDropReason } from '@ses/model'
import type { PriceLine, PriceQuote } from './price-quote.ts'

/** What a session and its sub-agents cost, every response once. */
export interface SessionCost {
  readonly usage: Usage
  /** Number of responses counted. */
  readonly responses: number
  /** Integer nano-dollars of all that has a price; absent when tokens were used and none of them has one. */
  readonly nanoUsd?: number
  /** `nanoUsd` in dollars. */
  readonly costUsd?: number
  /** The dearest first, unpriced ones last. */
  readonly byModel: readonly ModelCost[]
  /** Models that used tokens and have no price, the most responses first. */
  readonly unpriced: readonly { readonly model: string; readonly responses: number }[]
  /** One entry per response in session order, parents before children; the quotes sum to `nanoUsd`. */
  readonly ledger: readonly LedgerEntry[]
  /** Rows that reported usage and were not counted. */
  readonly dropped: readonly DroppedEntry[]
}

/** What one model of a session used; `nanoUsd` is absent when none of its responses has a price. */
export interface ModelCost {
  /** As the agent wrote it; `unknown` where it names none. */
  readonly model: string
  readonly responses: number
  readonly usage: Usage
  readonly nanoUsd?: number
}

/** A counted response and its price; `at` is the start of its session where the response has no time of its own. */
export interface LedgerEntry {
  readonly sessionId: string
  readonly responseId: string
  readonly line?: number
  readonly model?: string
  readonly at?: number
  readonly usage: Usage
  readonly quote: LedgerQuote
}

/** A quote whose lines are there only when they were asked for. */
export interface LedgerQuote extends Omit<PriceQuote, 'lines'> {
  readonly lines?: readonly PriceLine[]
}

/** A row that was not counted: dropped by the parser, or `copied` when an earlier part of the session holds the same response. */
export interface DroppedEntry {
  readonly sessionId: string
  readonly line?: number
  readonly responseId?: string
  readonly reason: UsageDropReason
}
