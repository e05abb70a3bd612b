import type { Usage } from '@ses/model'
import { countOf, type JsonObject, objectOf } from '../../json.ts'

/**
 * Usage of one assistant message. Input never includes cached tokens. Output includes reasoning up to 1.3 and leaves it out since
 * 1.4: the recorded total tells which; without one the version does.
 */
export function usageOf(tokens: JsonObject, version: string | undefined): Usage {
  const cache = objectOf(tokens['cache'])
  const inputTokens = countOf(tokens['input'])
  const output = countOf(tokens['output'])
  const reasoningTokens = countOf(tokens['reasoning'])
  const cacheReadTokens = countOf(cache?.['read'])
  const cacheWriteTokens = countOf(cache?.['write'])
  const rest = countOf(tokens['total']) - inputTokens - cacheReadTokens - cacheWriteTokens
  const apart = rest === output + reasoningTokens ? true : rest === output ? false : leavesReasoningOut(version)
  return {
    inputTokens,
    cacheReadTokens,
    cacheWriteTokens,
    cacheWrite1hTokens: 0,
    outputTokens: apart ? output + reasoningTokens : Math.max(output, reasoningTokens),
    reasoningTokens,
    webSearches: 0,
  }
}

function leavesReasoningOut(version: string | undefined): boolean {
  const match = /^(\d+)\.(\d+)/.exec(version ?? '')
  if (match === null) return false
  const major = Number(match[1])
  return major > 1 || (major === 1 && Number(match[2]) >= 4)
}
