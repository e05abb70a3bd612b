import type { Usage } from '@ses/model'
import { countOf, type JsonObject } from '../../json.ts'

/**
 * Tokens of one answer. Input, cache writes and cache reads are disjoint; OpenAI's models bill no cache writes, and what Amp
 * puts there for them is plain input.
 */
export function usageOf(tokens: JsonObject, model: string | undefined): Usage {
  const written = countOf(tokens['cacheCreationInputTokens'])
  const input = countOf(tokens['inputTokens'] ?? tokens['input'])
  const openai = model?.startsWith('gpt-') === true
  return {
    inputTokens: openai ? input + written : input,
    cacheReadTokens: countOf(tokens['cacheReadInputTokens']),
    cacheWriteTokens: openai ? 0 : written,
    cacheWrite1hTokens: 0,
    outputTokens: countOf(tokens['outputTokens'] ?? tokens['output']),
    reasoningTokens: 0,
    webSearches: 0,
  }
}
