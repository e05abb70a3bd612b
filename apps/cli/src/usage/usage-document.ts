import type { AggregatedUsage, UsageSum } from '@ses/pricing'
import type { UsageDocument, UsageTotals } from '@ses/schema'

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
    input_tokens: usage.inputTokens,
    cache_write_tokens: usage.cacheWriteTokens,
    cache_write_1h_tokens: usage.cacheWrite1hTokens,
    cache_read_tokens: usage.cacheReadTokens,
    output_tokens: usage.outputTokens,
    reasoning_tokens: usage.reasoningTokens,
    responses,
    cost_usd: nanoUsd / 1e9,
  }
}
