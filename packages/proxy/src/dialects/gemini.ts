import type { Usage } from '@ses/model'
import { type Dialect, reportOf } from '../dialect.ts'
import { countOf, type JsonObject, objectOf, textOf } from '../json-object.ts'

/**
 * Google's Gemini API, on AI Studio, on Vertex AI and behind the login of Gemini CLI, which wraps each answer in `response`. Every chunk of
 * a stream tells the sums so far. https://ai.google.dev/api/generate-content#UsageMetadata
 */
export const gemini: Dialect = {
  id: 'gemini',
  shape: 'google',
  asks: (path) => /:(?:generateContent|streamGenerateContent|embedContent|batchEmbedContents|predict)$/.test(path),
  fields: ['modelVersion', 'usageMetadata', 'response.modelVersion', 'response.usageMetadata'],
  marks: ['"usageMetadata"'],
  read: (fields) => {
    const reported = objectOf(fields['usageMetadata']) ?? objectOf(fields['response.usageMetadata'])
    const model = textOf(fields['modelVersion']) ?? textOf(fields['response.modelVersion'])
    return reportOf({ model, reported, final: reported !== undefined })
  },
  usageOf,
}

function usageOf(reported: JsonObject): Usage {
  const prompt = countOf(reported['promptTokenCount'])
  const candidates = countOf(reported['candidatesTokenCount'])
  const thoughts = countOf(reported['thoughtsTokenCount'])
  const tool = countOf(reported['toolUsePromptTokenCount'])
  const total = countOf(reported['totalTokenCount'])
  const cacheReadTokens = Math.min(prompt, countOf(reported['cachedContentTokenCount']))
  // Google counts thoughts and results of tools apart, gateways to other backends count them in: the total tells which.
  const rest = total - prompt - candidates
  const thoughtsApart = total === 0 || rest === thoughts || rest - tool >= thoughts
  const toolApart = total === 0 || rest - (thoughtsApart ? thoughts : 0) >= tool
  const outputTokens = candidates + (thoughtsApart ? thoughts : 0)
  return {
    inputTokens: prompt - cacheReadTokens + (toolApart ? tool : 0),
    cacheReadTokens,
    cacheWriteTokens: 0,
    cacheWrite1hTokens: 0,
    outputTokens,
    reasoningTokens: Math.min(outputTokens, thoughts),
    webSearches: 0,
  }
}
