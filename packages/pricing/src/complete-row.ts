import type { CatalogRow, Rate } from './catalog.ts'

/** A price row in which no token class is missing. */
export interface CompleteRow {
  readonly input: Rate
  readonly output: Rate
  readonly cacheRead: Rate
  readonly cacheWrite: Rate
  readonly cacheWrite1h: Rate
  /** Absent when the vendor's fee is not known. */
  readonly webSearch?: Rate
}

/**
 * Fills in what a row leaves out. For Claude models, on whatever platform: reads 0.1 ×, 5-minute writes 1.25 ×, 1-hour writes
 * 2 × the input rate, searches $10 per 1000 (https://platform.claude.com/docs/en/about-claude/pricing). Elsewhere a missing
 * cache rate means that the vendor charges cached tokens as input.
 */
export function completeRow(row: CatalogRow, model: string): CompleteRow {
  const known = completed.get(row)
  if (known !== undefined) return known
  const claude = model.toLowerCase().includes('claude')
  const cacheWrite = row.cacheWrite ?? scale(row.input, claude ? 1.25 : 1)
  const webSearch = row.webSearch ?? (claude ? CLAUDE_SEARCH : undefined)
  const complete: CompleteRow = {
    input: row.input,
    output: row.output,
    cacheRead: row.cacheRead ?? scale(row.input, claude ? 0.1 : 1),
    cacheWrite,
    cacheWrite1h: row.cacheWrite1h ?? (claude ? scale(row.input, 2) : cacheWrite),
    ...(webSearch === undefined ? {} : { webSearch }),
  }
  completed.set(row, complete)
  return complete
}

/** A row belongs to one model, so its completion never changes; without this, pricing takes twice as long. */
const completed = new WeakMap<CatalogRow, CompleteRow>()

const CLAUDE_SEARCH: Rate = { base: 1e13, tiers: [] }

function scale(rate: Rate, factor: number): Rate {
  return {
    base: Math.round(rate.base * factor),
    tiers: rate.tiers.map((tier) => ({ above: tier.above, rate: Math.round(tier.rate * factor) })),
  }
}
