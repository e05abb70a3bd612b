import type { Usage } from '@ses/model'

/** One request that asked a model for something, and its answer. Holds nothing of what either said. */
export interface Exchange {
  /** Epoch milliseconds of the request. */
  readonly at: number
  /** From the request to the last byte of the answer. */
  readonly ms: number
  /** Until the head of the answer came; absent when none did. */
  readonly firstByteMs?: number
  /** Name of the upstream. */
  readonly upstream: string
  /** Id of the `Dialect`. */
  readonly dialect: string
  /** HTTP status; absent when no answer came. */
  readonly status?: number
  /** As the answer names it; absent when it does not. */
  readonly model?: string
  /** What the answer said it used; absent when it did not tell, see `unmetered`. */
  readonly usage?: Usage
  /** The price in nano-dollars; absent when the model has no known price. */
  readonly nanoUsd?: number
  /** True when the answer broke off or the client left: `usage` is what had been told by then. */
  readonly cut?: true
  /** Why an answer that was given has no usage. */
  readonly unmetered?: UnmeteredReason
}

/**
 * `not_told`: the answer holds no usage (a stream of OpenAI's chat without `stream_options.include_usage`). `cut`: it broke off before.
 * `not_readable`: its encoding or type is not known, or it is damaged or too large. `websocket`: what passes there is not read.
 */
export type UnmeteredReason = 'not_told' | 'cut' | 'not_readable' | 'websocket'
