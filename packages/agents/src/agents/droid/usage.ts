import type { Usage } from '@ses/model'
import { countOf, type JsonObject } from '../../json.ts'

/**
 * The tokens of a whole session. Input excludes cached tokens. Output includes reasoning: a session that wrote 690 characters is
 * recorded with 1,450 output tokens of which 1,088 are thinking.
 */
export function usageOf(tokens: JsonObject): Usage {
  const reasoningTokens = countOf(tokens['thinkingTokens'])
  return {
    inputTokens: countOf(tokens['inputTokens']),
    cacheReadTokens: countOf(tokens['cacheReadTokens']),
    cacheWriteTokens: countOf(tokens['cacheCreationTokens']),
    cacheWrite1hTokens: 0,
    outputTokens: Math.max(countOf(tokens['outputTokens']), reasoningTokens),
    reasoningTokens,
    webSearches: 0,
  }
}
