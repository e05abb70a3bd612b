import type { Usage } from '@ses/model'

/** Token counts as Google's API reports them; what is absent counts as 0. */
export interface CandidateCounts {
  /** Prompt, cached part included. */
  readonly prompt: number
  readonly cached: number
  /** Generated tokens, with or without the thoughts. */
  readonly candidates: number
  readonly thoughts: number
  /** Results of server-side tools fed back as prompt. */
  readonly tool: number
  /** Sum of all by the provider's reckoning; 0 when it gave none. */
  readonly total: number
}

/**
 * Usage of one response of the Gemini API or of a gateway that speaks it. Google counts thoughts apart from candidates,
 * gateways to OpenAI-like backends count them in: only the total tells which, so it decides.
 */
export function candidateUsage({ prompt, cached, candidates, thoughts, tool, total }: CandidateCounts): Usage {
  const rest = total - prompt - candidates
  const thoughtsApart = total === 0 || rest === thoughts || rest - tool >= thoughts
  const toolApart = total === 0 || rest - (thoughtsApart ? thoughts : 0) >= tool
  const outputTokens = candidates + (thoughtsApart ? thoughts : 0)
  return {
    inputTokens: Math.max(0, prompt - cached) + (toolApart ? tool : 0),
    cacheReadTokens: Math.min(cached, prompt),
    cacheWriteTokens: 0,
    cacheWrite1hTokens: 0,
    outputTokens,
    reasoningTokens: Math.min(thoughts, outputTokens),
    webSearches: 0,
  }
}
