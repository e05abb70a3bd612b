/** What a ledger line counts. `cache_write` lives five minutes (or whatever the vendor's only lifetime is). */
export type PriceKind = 'input' | 'cache_read' | 'cache_write' | 'cache_write_1h' | 'output' | 'web_search'

/** One token class (or fee) of one response. */
export interface PriceLine {
  readonly kind: PriceKind
  /** Tokens or searches, more than 0. */
  readonly quantity: number
  /** Nano-dollars for a million of them; 1 US dollar = 1e9. */
  readonly nanoUsdPerMillion: number
  /** `quantity * nanoUsdPerMillion / 1e6`, halves rounded up. */
  readonly nanoUsd: number
}

/** What one response costs, and by which price row. */
export interface PriceQuote {
  /**
   * The exact sum of `lines` in integer nano-dollars, or the cost that was told with the response. Absent when the model has no price,
   * which is not a price of 0.
   */
  readonly nanoUsd?: number
  /** In the order of `PriceKind`, classes without tokens left out; empty when unpriced or told. */
  readonly lines: readonly PriceLine[]
  /** The matched id of the catalog, or the `match` of the override; as it was told where the cost was. */
  readonly model?: string
  /** The catalog's provider id; absent for an override. */
  readonly provider?: string
  /** `told`: the response came with its cost, and no price was looked up. */
  readonly source?: 'catalog' | 'override' | 'told'
  /** `>200000`: the prompt is larger than that many tokens, so the long-context rates apply. */
  readonly tier?: string
  /** ISO date since when the applied price holds, where the price row is dated. */
  readonly from?: string
  /** Web searches for which the price row knows no fee; they are not in the total. */
  readonly unpricedSearches?: number
}
