import { type ModelResponse, noUsage } from '@ses/model'
import { countOf, type JsonObject, numberOf, stringOf } from '../../json.ts'

/**
 * A response as `ses log-ai` tells it. Cached tokens are part of the prompt's. Of a total alone nobody knows how much was output: it
 * counts as input, the cheaper of the two.
 */
export function responseOf(
  payload: JsonObject,
  { line, at }: { readonly line: number; readonly at: number | undefined },
): ModelResponse | undefined {
  const model = stringOf(payload['model'])
  if (model === undefined) return undefined
  const provider = stringOf(payload['provider'])
  const costUsd = numberOf(payload['cost_usd'])
  const split = payload['prompt_tokens'] !== undefined || payload['completion_tokens'] !== undefined
  const prompt = split ? countOf(payload['prompt_tokens']) : countOf(payload['total_tokens'])
  const cached = Math.min(prompt, countOf(payload['cached_tokens']))
  // Only answers themselves tell these: `ses run` and `ses proxy` read them.
  const written = Math.min(prompt - cached, countOf(payload['cache_write_tokens']))
  const outputTokens = countOf(payload['completion_tokens'])
  return {
    id: `told-${line}`,
    line,
    model,
    ...(provider === undefined ? {} : { provider }),
    ...(at === undefined ? {} : { at }),
    ...(split ? {} : { aggregate: true }),
    ...(costUsd === undefined || costUsd < 0 ? {} : { costUsd }),
    usage: {
      ...noUsage,
      inputTokens: prompt - cached - written,
      cacheReadTokens: cached,
      cacheWriteTokens: written,
      cacheWrite1hTokens: Math.min(written, countOf(payload['cache_write_1h_tokens'])),
      outputTokens,
      reasoningTokens: Math.min(outputTokens, countOf(payload['reasoning_tokens'])),
      webSearches: countOf(payload['web_searches']),
    },
  }
}
