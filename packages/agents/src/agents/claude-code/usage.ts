import type { Usage } from '@ses/model'
import { countOf, type JsonObject, objectOf } from '../../json.ts'

/**
 * Usage of one assistant row. Input excludes cached tokens already. Before 2.1.152 the sum of cache writes could be 0 while its
 * split by time to live was set, so the larger of the two counts.
 */
export function usageOf(usage: JsonObject): Usage {
  const split = objectOf(usage['cache_creation'])
  const write1h = countOf(split?.['ephemeral_1h_input_tokens'])
  const write5m = countOf(split?.['ephemeral_5m_input_tokens'])
  return {
    inputTokens: countOf(usage['input_tokens']),
    cacheReadTokens: countOf(usage['cache_read_input_tokens']),
    cacheWriteTokens: Math.max(countOf(usage['cache_creation_input_tokens']), write5m + write1h),
    cacheWrite1hTokens: write1h,
    outputTokens: countOf(usage['output_tokens']),
    reasoningTokens: countOf(objectOf(usage['output_tokens_details'])?.['thinking_tokens']),
    webSearches: countOf(objectOf(usage['server_tool_use'])?.['web_search_requests']),
  }
}
