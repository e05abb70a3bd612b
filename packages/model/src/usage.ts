/** Tokens of one model response, or a sum of several. Every class is disjoint from the others unless said otherwise. */
export interface Usage {
  /** Prompt tokens billed at the full input rate: never includes cached tokens. */
  readonly inputTokens: number
  /** Prompt tokens read from a cache. */
  readonly cacheReadTokens: number
  /** Prompt tokens written to a cache, whatever their time to live. */
  readonly cacheWriteTokens: number
  /** The part of `cacheWriteTokens` with a time to live of one hour. */
  readonly cacheWrite1hTokens: number
  /** Generated tokens, reasoning included. */
  readonly outputTokens: number
  /** The part of `outputTokens` spent on reasoning; 0 where the agent does not tell. */
  readonly reasoningTokens: number
  /** Server-side web searches, billed apiece. */
  readonly webSearches: number
}

/** One answer of a model, counted once however many rows or files repeat it. */
export interface ModelResponse {
  /** Identity for counting: equal ids in two files are one response. Made from the source position where the agent records no id. */
  readonly id: string
  /** The provider's request id, where the agent records one. */
  readonly requestId?: string
  /** The model id as the agent wrote it; absent when unknown. */
  readonly model?: string
  /** Who billed it (`openrouter`, `amazon-bedrock`), where the agent tells apart from the model id. */
  readonly provider?: string
  /** True when the row sums several responses, so that the size of each prompt is unknown. */
  readonly aggregate?: true
  /** Epoch milliseconds. */
  readonly at?: number
  /** Line of the row whose numbers were kept, counted from 1. */
  readonly line?: number
  /** Session that first received it, where this transcript tells that it holds a copy (a fork or an old resume). */
  readonly copiedFrom?: string
  /** US dollars, where whoever told of the response told its cost too; wins over prices. */
  readonly costUsd?: number
  readonly usage: Usage
}

/** A row that reported usage but was not counted, so that a total can be audited. */
export interface DroppedUsage {
  readonly line: number
  readonly responseId?: string
  readonly reason: UsageDropReason
}

/**
 * Why a row's usage was not counted: `repeat` of a response already seen, `cumulative` total, `copied` from another
 * session (fork, replay, sub-agent echo), `inherited` base of a fork, `synthetic` row that no model produced.
 */
export type UsageDropReason = 'repeat' | 'cumulative' | 'copied' | 'inherited' | 'synthetic'

/** A usage of nothing. */
export const noUsage: Usage = Object.freeze({
  inputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  webSearches: 0,
})

/** Adds two usages class by class. */
export function addUsage(a: Usage, b: Usage): Usage {
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
    cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
    cacheWrite1hTokens: a.cacheWrite1hTokens + b.cacheWrite1hTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    reasoningTokens: a.reasoningTokens + b.reasoningTokens,
    webSearches: a.webSearches + b.webSearches,
  }
}

/** Of each class the larger number: rows of one response that repeat each other, the earlier ones with placeholders. */
export function maxUsage(a: Usage, b: Usage): Usage {
  return {
    inputTokens: Math.max(a.inputTokens, b.inputTokens),
    cacheReadTokens: Math.max(a.cacheReadTokens, b.cacheReadTokens),
    cacheWriteTokens: Math.max(a.cacheWriteTokens, b.cacheWriteTokens),
    cacheWrite1hTokens: Math.max(a.cacheWrite1hTokens, b.cacheWrite1hTokens),
    outputTokens: Math.max(a.outputTokens, b.outputTokens),
    reasoningTokens: Math.max(a.reasoningTokens, b.reasoningTokens),
    webSearches: Math.max(a.webSearches, b.webSearches),
  }
}

/** All tokens a usage stands for: input, both cache directions and output. */
export function totalTokens(usage: Usage): number {
  return usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens + usage.outputTokens
}
