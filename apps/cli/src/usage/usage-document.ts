import type { AggregatedUsage, UsageSum } from '@ses/pricing'
import { tokenCountsOf, type UsageDocument, type UsageTotals } from '@ses/schema'

/** The document of `ses usage --json`. */
export function usageDocument({ rows, total, unpriced }: AggregatedUsage, scan: UsageDocument['scan']): UsageDocument {
  return {
    schema_version: 1,
    rows: rows.map((row) => ({ key: row.key, ...totalsOf(row) })),
    totals: totalsOf(total),
    unpriced: [...unpriced],
    scan,
  }
}

/** A sum as documents spell it. */
export function totalsOf({ agent, models, usage, responses, nanoUsd }: UsageSum): UsageTotals {
  return {
    agent,
    models,
    ...tokenCountsOf(usage),
    responses,
    cost_usd: nanoUsd / 1e9,
  }
}
