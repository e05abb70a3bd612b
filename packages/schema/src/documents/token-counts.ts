/** Token classes as every document spells them; disjoint except where said. */
export interface TokenCounts {
  /** Never includes cached tokens. */
  readonly input_tokens: number
  /** Whatever their time to live. */
  readonly cache_write_tokens: number
  /** The part of `cache_write_tokens` that lives one hour. */
  readonly cache_write_1h_tokens: number
  readonly cache_read_tokens: number
  /** Includes reasoning. */
  readonly output_tokens: number
  /** The part of `output_tokens` spent on reasoning. */
  readonly reasoning_tokens: number
}

/** A model that used tokens and has no price. */
export interface UnpricedModel {
  /** As the agent wrote it; `unknown` where it names none. */
  readonly model: string
  readonly responses: number
}
