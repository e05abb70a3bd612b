/** What a model answered. Its texts are not masked: a model may repeat or make up what looks like a secret. */
export interface ChatReply {
  readonly text: string
  /** What it wrote while it thought, where the provider shows that. */
  readonly reasoning?: string
  /** Whether `text` is the reasoning because there was nothing else. */
  readonly fromReasoning: boolean
  /** As the provider names it; often dated. */
  readonly model: string
  /** `length`: `max_tokens` cut the answer off. */
  readonly finish: 'stop' | 'length' | 'other'
  /** Absent where the provider does not count. */
  readonly usage?: ChatUsage
  /** Milliseconds from the first attempt to the end of the answer. */
  readonly ms: number
  /** Requests made. */
  readonly attempts: number
}

/** Tokens; the classes do not overlap, except that `outputTokens` holds `reasoningTokens`. */
export interface ChatUsage {
  readonly inputTokens: number
  readonly cacheReadTokens: number
  readonly cacheWriteTokens: number
  readonly outputTokens: number
  readonly reasoningTokens: number
}

/** How far an answer has come; counted in UTF-16 units. */
export interface ChatProgress {
  readonly answered: number
  readonly reasoned: number
}
