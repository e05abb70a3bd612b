import type { Usage } from '@ses/model'
import type { Rate } from './catalog.ts'
import type { CompleteRow } from './complete-row.ts'
import type { PriceKind, PriceLine, PriceQuote } from './price-quote.ts'

/** The part of a quote that follows from the numbers alone. */
export type Bill = Pick<PriceQuote, 'nanoUsd' | 'lines' | 'tier' | 'unpricedSearches'>

/**
 * Applies a price row to a usage. Long-context rates go by everything the model had to read, cached or not; `aggregate` usages
 * sum several prompts of unknown sizes and take the base rates.
 */
export function bill(usage: Usage, row: CompleteRow, aggregate: boolean): Bill {
  const input = count(usage.inputTokens)
  const read = count(usage.cacheReadTokens)
  const written = count(usage.cacheWriteTokens)
  const writtenForHour = Math.min(count(usage.cacheWrite1hTokens), written)
  const searches = count(usage.webSearches, MAX_SEARCHES)
  const prompt = aggregate ? 0 : input + read + written
  const lines: PriceLine[] = []
  let nanoUsd = 0
  let tierAbove = -1
  const charge = (kind: PriceKind, quantity: number, rate: Rate): void => {
    if (quantity === 0) return
    const tier = rate.tiers.findLast((one) => prompt > one.above)
    if (tier !== undefined) tierAbove = Math.max(tierAbove, tier.above)
    const nanoUsdPerMillion = tier?.rate ?? rate.base
    const amount = multiply(quantity, nanoUsdPerMillion)
    lines.push({ kind, quantity, nanoUsdPerMillion, nanoUsd: amount })
    nanoUsd += amount
  }
  charge('input', input, row.input)
  charge('cache_read', read, row.cacheRead)
  charge('cache_write', written - writtenForHour, row.cacheWrite)
  charge('cache_write_1h', writtenForHour, row.cacheWrite1h)
  charge('output', count(usage.outputTokens), row.output)
  if (row.webSearch !== undefined) charge('web_search', searches, row.webSearch)
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

/** Largest counts of one response that are believed; far beyond them nano-dollars would leave the exact integers. */
const MAX_TOKENS = 1e10
const MAX_SEARCHES = 1e6

/** A hostile file may claim negative, broken or absurd counts. */
function count(value: number, max: number = MAX_TOKENS): number {
  return value > 0 ? Math.min(Math.floor(value), max) : 0
}
