import type { Usage } from '@ses/model'
import { countOf, type JsonObject } from '../../json.ts'
import { uncachedInput } from '../../uncached-input.ts'

/** Metrics of one message of a session; its input includes cached tokens. */
export function usageOfMetrics(metrics: JsonObject): Usage {
  const cacheReadTokens = countOf(metrics['cacheReadTokens'])
  const cacheWriteTokens = countOf(metrics['cacheWriteTokens'])
  return {
    inputTokens: uncachedInput(countOf(metrics['inputTokens']), cacheReadTokens + cacheWriteTokens),
    cacheReadTokens,
    cacheWriteTokens,
    cacheWrite1hTokens: 0,
    outputTokens: countOf(metrics['outputTokens']),
    reasoningTokens: countOf(metrics['reasoningTokens']),
    webSearches: 0,
  }
}

/** Tokens of a request in the log of a task; its input excludes cached tokens. */
export function usageOfRequest(request: JsonObject): Usage {
  return {
    inputTokens: countOf(request['tokensIn']),
    cacheReadTokens: countOf(request['cacheReads']),
    cacheWriteTokens: countOf(request['cacheWrites']),
    cacheWrite1hTokens: 0,
    outputTokens: countOf(request['tokensOut']),
    reasoningTokens: 0,
    webSearches: 0,
  }
}
