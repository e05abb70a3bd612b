import type { Usage } from '@ses/model'
import { type Dialect, reportOf } from '../dialect.ts'
import { countOf, type JsonObject, objectOf, textOf } from '../json-object.ts'

/** OpenAI's Responses API, and its images and transcriptions, which count the same way. */
export const openaiResponses: Dialect = {
  id: 'openai-responses',
  shape: 'openai',
  asks: (path) =>
    /\/(?:responses|responses\/compact|images\/(?:generations|edits)|audio\/(?:transcriptions|translations))$/.test(
      path,
    ),
  fields: ['model', 'usage', 'response.model', 'response.usage'],
  marks: ['input_tokens', 'output_tokens'],
  read: (fields) => {
    const reported = objectOf(fields['response.usage']) ?? objectOf(fields['usage'])
    const model = textOf(fields['response.model']) ?? textOf(fields['model'])
    return reportOf({ model, reported, final: reported !== undefined })
  },
  usageOf,
}

function usageOf(reported: JsonObject): Usage {
  const details = objectOf(reported['input_tokens_details'])
  const input = countOf(reported['input_tokens'])
  const cacheReadTokens = Math.min(input, countOf(details?.['cached_tokens']))
  const cacheWriteTokens = Math.min(input - cacheReadTokens, countOf(details?.['cache_write_tokens']))
  const outputTokens = countOf(reported['output_tokens'])
  const reasoning = countOf(objectOf(reported['output_tokens_details'])?.['reasoning_tokens'])
  return {
    inputTokens: input - cacheReadTokens - cacheWriteTokens,
    cacheReadTokens,
    cacheWriteTokens,
    cacheWrite1hTokens: 0,
    outputTokens,
    reasoningTokens: Math.min(outputTokens, reasoning),
    webSearches: 0,
  }
}
