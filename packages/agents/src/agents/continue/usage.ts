import type { Usage } from '@ses/model'
import { countOf, type JsonObject, objectOf } from '../../json.ts'
import { uncachedInput } from '../../uncached-input.ts'

/**
 * Tokens of a whole session. Only Anthropic's answers tell cache writes, and its prompt tokens exclude cached ones; those of
 * other providers include them.
 */
export function usageOf(usage: JsonObject): Usage {
  const details = objectOf(usage['promptTokensDetails'])
  const cacheReadTokens = countOf(details?.['cachedTokens'])
  const cacheWriteTokens = countOf(details?.['cacheWriteTokens'])
  const prompt = countOf(usage['promptTokens'])
  const excludes = details !== undefined && 'cacheWriteTokens' in details
  return {
    inputTokens: excludes ? prompt : uncachedInput(prompt, cacheReadTokens),
    cacheReadTokens,
    cacheWriteTokens,
    cacheWrite1hTokens: 0,
    outputTokens: countOf(usage['completionTokens']),
    reasoningTokens: countOf(objectOf(usage['completionTokensDetails'])?.['reasoningTokens']),
    webSearches: 0,
  }
}
