import type { Usage } from '@ses/model'
import { type Dialect, reportOf } from '../dialect.ts'
import { countOf, type JsonObject, objectOf, textOf } from '../json-object.ts'

/**
 * Chat completions, completions and embeddings of OpenAI and of the many who speak like it. A stream tells its usage in the last chunk,
 * and only when the request asks for it by `stream_options.include_usage`.
 */
export const openaiChat: Dialect = {
  id: 'openai-chat',
  shape: 'openai',
  asks: (path) => /\/(?:chat\/completions|completions|embeddings)$/.test(path),
  fields: ['model', 'usage', 'x_groq.usage'],
  marks: ['prompt_tokens', 'completion_tokens'],
  read: (fields) => {
    const reported = objectOf(fields['usage']) ?? objectOf(fields['x_groq.usage'])
    return reportOf({ model: textOf(fields['model']), reported, final: reported !== undefined })
  },
  usageOf,
}

function usageOf(reported: JsonObject): Usage {
  const details = objectOf(reported['prompt_tokens_details'])
  const prompt = countOf(reported['prompt_tokens'])
  const completion = countOf(reported['completion_tokens'])
  // OpenAI's way first, then DeepSeek's and Moonshot's; OpenRouter's and LiteLLM's for what was written to a cache.
  const cacheReadTokens = Math.min(
    prompt,
    countOf(details?.['cached_tokens']) ||
      countOf(reported['prompt_cache_hit_tokens']) ||
      countOf(reported['cached_tokens']),
  )
  const cacheWriteTokens = Math.min(
    prompt - cacheReadTokens,
    countOf(details?.['cache_write_tokens']) ||
      countOf(details?.['cache_creation_tokens']) ||
      countOf(reported['cache_creation_input_tokens']),
  )
  // xAI and Google count reasoning into the total but not into the completion.
  const total = 'prompt_tokens' in reported ? countOf(reported['total_tokens']) : 0
  const apart = Math.max(0, total - prompt - completion)
  const outputTokens = completion + apart
  const reasoning = countOf(objectOf(reported['completion_tokens_details'])?.['reasoning_tokens'])
  return {
    inputTokens: prompt - cacheReadTokens - cacheWriteTokens,
    cacheReadTokens,
    cacheWriteTokens,
    cacheWrite1hTokens: 0,
    outputTokens,
    reasoningTokens: Math.min(outputTokens, Math.max(reasoning, apart)),
    webSearches: 0,
  }
}
