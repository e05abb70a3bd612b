import type { Usage } from '@ses/model'
import { bill } from './bill.ts'
import { bundledCatalog } from './bundled-catalog.ts'
import type { Catalog, CatalogRow, Rate } from './catalog.ts'
import { completeRow } from './complete-row.ts'
import { findModel } from './find-model.ts'
import { findOverride } from './find-override.ts'
import type { PriceOverride } from './price-override.ts'
import type { PriceQuote } from './price-quote.ts'
import { rowAt } from './row-at.ts'

/** What `price` needs to know of a response; every `ModelResponse` fits. */
export interface PricedResponse {
  readonly model?: string
  readonly usage: Usage
  /** Epoch milliseconds; decides among dated prices. Without it the price on the catalog's date is taken. */
  readonly at?: number
  /** Who billed it (`openrouter`, `amazon-bedrock`, `azure`), where the agent tells apart from the model id. */
  readonly provider?: string
  /** True when `usage` sums several responses: how long each prompt was is then unknown, and the base rates apply. */
  readonly aggregate?: boolean
  /** US dollars; a number that is no cost is passed over. */
  readonly costUsd?: number
}

/** Where prices come from. */
export interface PriceOptions {
  /** Prices that win over the catalog. Default: none. */
  readonly prices?: readonly PriceOverride[]
  /** Default: the catalog that ships with this package. */
  readonly catalog?: Catalog
}

/** Prices one response. Never throws; a model without a price gives a quote without `nanoUsd`. */
export function price(response: PricedResponse, options: PriceOptions = {}): PriceQuote {
  const { model, usage, at, aggregate = false, costUsd } = response
  if (costUsd !== undefined && costUsd >= 0 && costUsd <= MAX_USD) {
    return { nanoUsd: Math.round(costUsd * 1e9), lines: [], source: 'told', ...(model === undefined ? {} : { model }) }
  }
  // Agents write `<synthetic>` for answers that no model gave.
  if (model === undefined || model.startsWith('<')) return UNPRICED
  const override = options.prices && findOverride(options.prices, model, at)
  if (override !== undefined) {
    return {
      ...bill(usage, completeRow(overrideRow(override), model), aggregate),
      model: override.match,
      source: 'override',
      ...(override.from === undefined ? {} : { from: override.from }),
    }
  }
  const catalog = options.catalog ?? bundledCatalog()
  const found = findModel(catalog, model, response.provider)
  const dated = found && rowAt(found.model.rows, at, catalog.asOf)
  if (found === undefined || dated === undefined) return UNPRICED
  return {
    ...bill(usage, completeRow(dated.row, found.model.id), aggregate),
    model: found.model.id,
    provider: found.provider,
    source: 'catalog',
    ...(dated.from === undefined ? {} : { from: dated.from }),
  }
}

/** Largest cost of one response that is believed: beyond it nano-dollars of a few of them would leave the exact integers. */
const MAX_USD = 1e6

const UNPRICED: PriceQuote = Object.freeze({ lines: [] })

function overrideRow(override: PriceOverride): CatalogRow {
  const rate = (perMTok: number): Rate => ({ base: Math.round(perMTok * 1e9), tiers: [] })
  return {
    input: rate(override.inputPerMTok),
    output: rate(override.outputPerMTok),
    ...(override.cacheReadPerMTok === undefined ? {} : { cacheRead: rate(override.cacheReadPerMTok) }),
    ...(override.cacheWritePerMTok === undefined ? {} : { cacheWrite: rate(override.cacheWritePerMTok) }),
    ...(override.cacheWrite1hPerMTok === undefined ? {} : { cacheWrite1h: rate(override.cacheWrite1hPerMTok) }),
  }
}
