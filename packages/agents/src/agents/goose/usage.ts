import type { Usage } from '@ses/model'
import { countOf, type JsonObject } from '../../json.ts'
import { uncachedInput } from '../../uncached-input.ts'

/** Tokens of a ledger row (`prefix` empty) or of a whole session (`accumulated_`); input includes cached tokens. */
export function usageOf(row: JsonObject, prefix: '' | 'accumulated_'): Usage {
  const cacheReadTokens = countOf(row[`${prefix}cache_read_tokens`])
  const cacheWriteTokens = countOf(row[`${prefix}cache_write_tokens`])
  return {
    inputTokens: uncachedInput(countOf(row[`${prefix}input_tokens`]), cacheReadTokens + cacheWriteTokens),
    cacheReadTokens,
    cacheWriteTokens,
    cacheWrite1hTokens: 0,
    outputTokens: countOf(row[`${prefix}output_tokens`]),
    reasoningTokens: 0,
    webSearches: 0,
  }
}
