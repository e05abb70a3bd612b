import type { SessionAnalysis } from '@ses/core'
import type { DashboardLedger } from '@ses/schema'

/** Each response that was counted, and how many rows were not. */
export function ledgerOf({ usage: { ledger, dropped, costUsd } }: Pick<SessionAnalysis, 'usage'>): DashboardLedger {
  const reasons: Record<string, number> = {}
  for (const { reason } of dropped) reasons[reason] = (reasons[reason] ?? 0) + 1
  return {
    schema_version: 1,
    total_usd: costUsd ?? null,
    rows: ledger.map(({ line, at, sessionId, model, usage, quote }) => ({
      line: line ?? null,
      at: at === undefined ? null : new Date(at).toISOString(),
      session: sessionId,
      model: model ?? 'unknown',
      input_tokens: usage.inputTokens,
      cache_read_tokens: usage.cacheReadTokens,
      cache_write_tokens: usage.cacheWriteTokens,
      output_tokens: usage.outputTokens,
      cost_usd: quote.nanoUsd === undefined ? null : quote.nanoUsd / 1e9,
    })),
    dropped: reasons,
  }
}
