import type { Masked } from '@ses/model'

/** What a model is asked. */
export interface ChatRequest {
  /** Instructions; our own words, never a transcript's. */
  readonly system?: string
  /** Masked: whatever is sent to a provider went through a masker. */
  readonly messages: readonly ChatMessage[]
  /** Makes the answer JSON of this shape, where the provider can do that. */
  readonly schema?: ChatSchema
}

export interface ChatMessage {
  readonly role: 'user' | 'assistant'
  readonly content: Masked
}

/** A JSON Schema of an object, and a name of letters, digits, `_` and `-` that tells the model what it is. */
export interface ChatSchema {
  readonly name: string
  readonly schema: Readonly<Record<string, unknown>>
}
