import type { Usage } from '@ses/model'
import { countOf, type JsonObject } from '../../json.ts'

/** Token numbers as Codex writes them: input holds the cached tokens, output the reasoning. */
export interface Tokens {
  readonly input: number
  readonly cached: number
  readonly cacheWrite: number
  readonly output: number
  readonly reasoning: number
}

/** Nothing used. */
export const noTokens: Tokens = Object.freeze({ input: 0, cached: 0, cacheWrite: 0, output: 0, reasoning: 0 })

/** Reads `total_token_usage`, `last_token_usage` or a record's `usage`; undefined when it holds no numbers. */
export function tokensOf(value: JsonObject | undefined): Tokens | undefined {
  if (value === undefined || (value['input_tokens'] === undefined && value['output_tokens'] === undefined))
    return undefined
  return {
    input: countOf(value['input_tokens']),
    cached: countOf(value['cached_input_tokens']),
    cacheWrite: countOf(value['cache_write_input_tokens']),
    output: countOf(value['output_tokens']),
    reasoning: countOf(value['reasoning_output_tokens']),
  }
}

/** What was used since: class by class, never below 0. */
export function minus(now: Tokens, then: Tokens): Tokens {
  return {
    input: Math.max(0, now.input - then.input),
    cached: Math.max(0, now.cached - then.cached),
    cacheWrite: Math.max(0, now.cacheWrite - then.cacheWrite),
    output: Math.max(0, now.output - then.output),
    reasoning: Math.max(0, now.reasoning - then.reasoning),
  }
}

/** The sum, class by class. */
export function plus(a: Tokens, b: Tokens): Tokens {
  return {
    input: a.input + b.input,
    cached: a.cached + b.cached,
    cacheWrite: a.cacheWrite + b.cacheWrite,
    output: a.output + b.output,
    reasoning: a.reasoning + b.reasoning,
  }
}

/** Input and output together: the number by which Codex itself compares. */
export function sizeOf({ input, output }: Tokens): number {
  return input + output
}

/** The same in disjoint classes. */
export function usageOf(tokens: Tokens, webSearches: number): Usage {
  return {
    inputTokens: Math.max(0, tokens.input - tokens.cached - tokens.cacheWrite),
    cacheReadTokens: tokens.cached,
    cacheWriteTokens: tokens.cacheWrite,
    cacheWrite1hTokens: 0,
    outputTokens: tokens.output,
    reasoningTokens: tokens.reasoning,
    webSearches,
  }
}
