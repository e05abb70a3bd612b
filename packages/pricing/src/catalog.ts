import type { ModelMatch } from './model-match.ts'

/** Prices of many models, made by `readCatalog`. */
export interface Catalog {
  /** ISO date of the newest price it can know; a response without a time is priced as of it. */
  readonly asOf: string
  readonly providers: readonly CatalogProvider[]
}

/** Whoever bills: a vendor, a cloud or a router, with ids as genai-prices has them (`anthropic`, `aws`, `openrouter`). */
export interface CatalogProvider {
  readonly id: string
  /** Matches the ids of models that belong to this provider when nobody names one. */
  readonly claims?: ModelMatch
  /** Matches other names of the provider (`amazon-bedrock`). */
  readonly named?: ModelMatch
  /** Read at the first call: most uses need one or two providers. */
  readonly models: () => readonly CatalogModel[]
}

/** A model and its price rows; the id is that of the data, not always one that agents write. */
export interface CatalogModel {
  readonly id: string
  readonly match: ModelMatch
  /** In the order of the price data: the base row, then dated rows, each with its rows for hours of the day behind it. */
  readonly rows: readonly CatalogRow[]
}

/** One set of prices; a rate that the vendor does not list is absent. */
export interface CatalogRow {
  /** ISO date since when it holds. */
  readonly from?: string
  /** Part of the UTC day in seconds, the end excluded; an end before the start wraps around midnight. */
  readonly hours?: readonly [start: number, end: number]
  readonly input: Rate
  readonly output: Rate
  readonly cacheRead?: Rate
  readonly cacheWrite?: Rate
  readonly cacheWrite1h?: Rate
  readonly webSearch?: Rate
}

/** Nano-dollars per million, and dearer rates for prompts of more than `above` tokens in ascending order. */
export interface Rate {
  readonly base: number
  readonly tiers: readonly { readonly above: number; readonly rate: number }[]
}
