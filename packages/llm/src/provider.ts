import type { ChatProgress, ChatUsage } from './chat-reply.ts'
import type { ChatRequest } from './chat-request.ts'
import type { LlmSettings } from './llm-settings.ts'

/** One way of talking to models. */
export interface Provider {
  readonly id: 'openai' | 'anthropic'
  readonly defaultModel: string
  /** Absent: the model's own. */
  readonly defaultTemperature?: number
  /** Its own service. */
  readonly baseUrl: string
  /** Below the base URL. */
  readonly endpoint: string
  /** Environment variables of key, model and base URL. */
  readonly variables: { readonly key: string; readonly model: string; readonly baseUrl: string }
  /** Loads the client library and makes a caller. */
  readonly open: (settings: LlmSettings, fetch: typeof globalThis.fetch) => Promise<ProviderCall>
}

/** Makes one request. Throws the errors of the client library, and `ReplyFailure`. */
export type ProviderCall = (request: ChatRequest, options: CallOptions) => Promise<RawReply>

export interface CallOptions {
  readonly signal: AbortSignal
  /** Parameters that this model or server turned down. */
  readonly without: ReadonlySet<Optional>
  /** Asks for a stream; called with the sums so far. */
  readonly onProgress?: (progress: ChatProgress) => void
}

/** Parameters that not every model or server takes; named as in the requests. */
export const optionalParameters = [
  'temperature',
  'max_tokens',
  'response_format',
  'stream_options',
  'tool_choice',
] as const

export type Optional = (typeof optionalParameters)[number]

/** An answer as the provider gave it. */
export interface RawReply {
  readonly text: string
  readonly reasoning: string
  readonly model?: string
  readonly finish: 'stop' | 'length' | 'other'
  readonly usage?: ChatUsage
}
