import type { Usage } from '@ses/model'
import type { TokenCounts } from './documents/token-counts.ts'

/** A usage's token classes as every document spells them; web searches have no place among them. */
export function tokenCountsOf(usage: Usage): TokenCounts {
  return {
    input_tokens: usage.inputTokens,
    cache_write_tokens: usage.cacheWriteTokens,
    cache_write_1h_tokens: usage.cacheWrite1hTokens,
    cache_read_tokens: usage.cacheReadTokens,
    output_tokens: usage.outputTokens,
    reasoning_tokens: usage.reasoningTokens,
  }
}
