import type { Usage } from '@ses/model'
import { type Dialect, reportOf } from '../dialect.ts'
import { countOf, type JsonObject, objectOf, textOf } from '../json-object.ts'

/** Anthropic's Messages API, also as Vertex AI serves it. https://docs.claude.com/en/api/messages-streaming */
export const anthropicMessages: Dialect = {
  id: 'anthropic-messages',
  shape: 'anthropic',
  asks: (path) => /\/(?:messages|complete)$|:(?:rawPredict|streamRawPredict)$/.test(path),
  fields: ['type', 'model', 'usage', 'message.model', 'message.usage'],
  marks: ['"usage"', 'message_stop'],
  // A stream begins with message_start, which has the input, and tells the output in message_delta, as sums so far.
  read: (fields) =>
    reportOf({
      model: textOf(fields['model']) ?? textOf(fields['message.model']),
      reported: objectOf(fields['usage']) ?? objectOf(fields['message.usage']),
      final: fields['type'] === 'message' || fields['type'] === 'message_stop',
    }),
  usageOf,
}

function usageOf(reported: JsonObject): Usage {
  const split = objectOf(reported['cache_creation'])
  const write1h = countOf(split?.['ephemeral_1h_input_tokens'])
  const write5m = countOf(split?.['ephemeral_5m_input_tokens'])
  const outputTokens = countOf(reported['output_tokens'])
  return {
    inputTokens: countOf(reported['input_tokens']),
    cacheReadTokens: countOf(reported['cache_read_input_tokens']),
    cacheWriteTokens: Math.max(countOf(reported['cache_creation_input_tokens']), write5m + write1h),
    cacheWrite1hTokens: write1h,
    outputTokens,
    reasoningTokens: Math.min(outputTokens, countOf(objectOf(reported['output_tokens_details'])?.['thinking_tokens'])),
    webSearches: countOf(objectOf(reported['server_tool_use'])?.['web_search_requests']),
  }
}
