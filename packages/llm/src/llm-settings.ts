/** How a model is reached; made by `readLlmSettings`. Holds a key: never print or store it. */
export interface LlmSettings {
  readonly provider: 'openai' | 'anthropic'
  readonly model: string
  /** Empty for a server on this machine that wants none. */
  readonly apiKey: string
  readonly baseUrl: string
  /** Path below the base URL, or a whole URL. */
  readonly endpoint: string
  /** Of the answer. */
  readonly maxTokens: number
  /** Absent: the model's own. */
  readonly temperature?: number
  /** Of one attempt, answer included; in milliseconds. */
  readonly timeoutMs: number
  /** Attempts after the first one that failed for a passing reason. */
  readonly retries: number
}
