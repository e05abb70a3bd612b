/** `ses summarize --json`: what a model wrote of a session, and what it cost. */
export interface AiSummaryDocument {
  readonly schema_version: 1
  readonly session_id: string
  /** Name of the session's folder, in which the summary lies as `ai-summary.md`. */
  readonly folder: string
  /** Markdown, masked. */
  readonly text: string
  readonly provider: 'openai' | 'anthropic'
  /** As the provider names it. */
  readonly model: string
  /** ISO 8601 in UTC. */
  readonly created: string
  /** Null where the provider does not count. */
  readonly tokens: AiSummaryTokens | null
  /** US dollars; null when the model has no price or its tokens are not counted. */
  readonly cost_usd: number | null
  readonly ms: number
  /** Requests made; more than one when some failed. */
  readonly attempts: number
  /** False when `max_tokens` cut the answer off. */
  readonly complete: boolean
  /** Whether the model wrote reasoning and no answer, so that `text` is the reasoning. */
  readonly from_reasoning: boolean
  readonly input: AiSummaryInput
  /** Whether this summary was there already and nothing was asked. */
  readonly reused: boolean
}

/** Tokens that were billed; `output` holds `reasoning`. */
export interface AiSummaryTokens {
  readonly input: number
  readonly cache_read: number
  readonly cache_write: number
  readonly output: number
  readonly reasoning: number
}

/** What was sent. */
export interface AiSummaryInput {
  /** Estimated. */
  readonly tokens: number
  readonly turns: number
  /** Turns that were told briefly to fit. */
  readonly condensed: number
}
