import type { Usage } from '@ses/model'
import { bundledCatalog } from './bundled-catalog.ts'
import type { Catalog, CatalogRow, Rate } from './catalog.ts'
import { findModel } from './find-model.ts'
import { findOverride } from './find-override.ts'
import type { PriceOverride } from './price-override.ts'
import type { PriceKind, PriceLine, PriceQuote } from './price-quote.ts'
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
}

export interface PriceOptions {
  /** Prices that win over the catalog. Default: none. */
  readonly prices?: readonly PriceOverride[]
  /** Default: the catalog that ships with this package. */
  readonly catalog?: Catalog
}

/** Prices one response. Never throws; a model without a price gives a quote without `nanoUsd`. */
export function price(response: PricedResponse, options: PriceOptions = {}): PriceQuote {
  const { model, usage, at } = response
  if (model === undefined || model.startsWith('<')) return UNPRICED
  const override = options.prices && findOverride(options.prices, model, at)
  if (override !== undefined) {
    return {
      ...bill(usage, completeRow(overrideRow(override), model), 0),
      model: override.match,
      source: 'override',
      ...(override.from === undefined ? {} : { from: override.from }),
    }
  }
  const catalog = options.catalog ?? bundledCatalog()
  const found = findModel(catalog, model, response.provider)
  const row = found && rowAt(found.model.rows, at, catalog.asOf)
  if (found === undefined || row === undefined) return UNPRICED
  return {
    ...bill(usage, completeRow(row, `${found.model.id} ${model}`), response.aggregate === true ? 0 : promptSize(usage)),
    model: found.model.id,
    provider: found.provider,
    source: 'catalog',
    ...(row.from === undefined ? {} : { from: row.from }),
  }
}

const UNPRICED: PriceQuote = { lines: [] }

/** Long-context rates go by everything the model had to read, cached or not. */
function promptSize(usage: Usage): number {
  return count(usage.inputTokens) + count(usage.cacheReadTokens) + count(usage.cacheWriteTokens)
}

type CompleteRow = Required<Omit<CatalogRow, 'from' | 'hours' | 'webSearch'>> & Pick<CatalogRow, 'webSearch'>

/**
 * Fills in what a row leaves out. For Claude models, on whatever platform: reads 0.1 ×, 5-minute writes 1.25 ×, 1-hour writes
 * 2 × the input rate, searches $10 per 1000 (https://platform.claude.com/docs/en/about-claude/pricing). Elsewhere a missing
 * cache rate means that the vendor charges cached tokens as input.
 */
function completeRow(row: CatalogRow, names: string): CompleteRow {
  const claude = names.toLowerCase().includes('claude')
  const cacheWrite = row.cacheWrite ?? scale(row.input, claude ? 1.25 : 1)
  const webSearch = row.webSearch ?? (claude ? { base: 1e13, tiers: [] } : undefined)
  return {
    input: row.input,
    output: row.output,
    cacheRead: row.cacheRead ?? scale(row.input, claude ? 0.1 : 1),
    cacheWrite,
    cacheWrite1h: row.cacheWrite1h ?? (claude ? scale(row.input, 2) : cacheWrite),
    ...(webSearch === undefined ? {} : { webSearch }),
  }
}

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

function scale(rate: Rate, factor: number): Rate {
  return {
    base: Math.round(rate.base * factor),
    tiers: rate.tiers.map((tier) => ({ above: tier.above, rate: Math.round(tier.rate * factor) })),
  }
}

function bill(usage: Usage, row: CompleteRow, prompt: number): Pick<PriceQuote, 'nanoUsd' | 'lines' | 'tier' | 'unpricedSearches'> {
  const written = count(usage.cacheWriteTokens)
  const writtenForHour = Math.min(count(usage.cacheWrite1hTokens), written)
  const searches = count(usage.webSearches)
  const classes: readonly (readonly [PriceKind, number, Rate | undefined])[] = [
    ['input', count(usage.inputTokens), row.input],
    ['cache_read', count(usage.cacheReadTokens), row.cacheRead],
    ['cache_write', written - writtenForHour, row.cacheWrite],
    ['cache_write_1h', writtenForHour, row.cacheWrite1h],
    ['output', count(usage.outputTokens), row.output],
    ['web_search', searches, row.webSearch],
  ]
  const lines: PriceLine[] = []
  let nanoUsd = 0
  let tierAbove = -1
  for (const [kind, quantity, rate] of classes) {
    if (quantity === 0 || rate === undefined) continue
    const tier = rate.tiers.findLast((one) => prompt > one.above)
    if (tier !== undefined) tierAbove = Math.max(tierAbove, tier.above)
    const nanoUsdPerMillion = tier?.rate ?? rate.base
    const line = { kind, quantity, nanoUsdPerMillion, nanoUsd: multiply(quantity, nanoUsdPerMillion) }
    lines.push(line)
    nanoUsd += line.nanoUsd
  }
  return {
    nanoUsd,
    lines,
    ...(tierAbove < 0 ? {} : { tier: `>${tierAbove}` }),
    ...(row.webSearch === undefined && searches > 0 ? { unpricedSearches: searches } : {}),
  }
}

/** `quantity * perMillion / 1e6` to the nearest integer, halves up, exact also where the product passes 2^53. */
function multiply(quantity: number, perMillion: number): number {
  const product = quantity * perMillion
  if (Number.isSafeInteger(product)) {
    const rest = product % 1e6
    return (product - rest) / 1e6 + (rest >= 500_000 ? 1 : 0)
  }
  return Number((BigInt(quantity) * BigInt(perMillion) + 500_000n) / 1_000_000n)
}

/** A hostile file may claim negative, broken or absurd counts. */
function count(value: number): number {
  return value > 0 ? Math.min(Math.floor(value), Number.MAX_SAFE_INTEGER) : 0
}
