/** A price that the user sets. It wins over the catalog; among several the longest match, then the latest `from` not after the response. */
export interface PriceOverride {
  /** A model id as the agent writes it, or a prefix of it; letter case does not matter. */
  readonly match: string
  /** US dollars per million tokens. */
  readonly inputPerMTok: number
  readonly outputPerMTok: number
  /** Default: 0.1 × input for Claude models, else the input price. */
  readonly cacheReadPerMTok?: number
  /** Default: 1.25 × input for Claude models, else the input price. */
  readonly cacheWritePerMTok?: number
  /** Default: 2 × input for Claude models, else the price of a cache write. */
  readonly cacheWrite1hPerMTok?: number
  /** ISO date (midnight UTC) since when it holds; always when absent. A response without a time counts as made after it. */
  readonly from?: string
}
