import { type ChatOptions, chat } from './chat.ts'
import type { ChatReply } from './chat-reply.ts'
import type { ChatRequest, ChatSchema } from './chat-request.ts'
import type { LlmSettings } from './llm-settings.ts'
import { parseJsonReply } from './parse-json-reply.ts'
import { toSesError } from './provider-failure.ts'

/** What is asked, and how the answer is checked. */
export interface ChatJsonRequest<T> extends ChatRequest {
  readonly schema: ChatSchema
  /** Makes the value of what the model wrote, or returns undefined where that cannot be used. */
  readonly read: (value: unknown) => T | undefined
}

export interface ChatJsonReply<T> {
  readonly value: T
  /** Whether the answer broke off and `value` is made of what was whole by then. */
  readonly partial: boolean
  /** Of the last request. */
  readonly reply: ChatReply
  /** All answers, those that could not be used included: each of them costs. */
  readonly replies: readonly ChatReply[]
}

/**
 * Asks for JSON and reads it tolerantly, also from providers that ignore the schema. An answer that cannot be used is asked for once more.
 * Throws `SesError` `provider_failed` as `chat` does, and with the reason `not_json`.
 */
export async function chatJson<T>(
  request: ChatJsonRequest<T>,
  settings: LlmSettings,
  options: ChatOptions = {},
): Promise<ChatJsonReply<T>> {
  const { read, ...asked } = request
  const replies: ChatReply[] = []
  while (replies.length < 2) {
    const reply = await chat(asked, settings, options)
    replies.push(reply)
    const found = parseJsonReply(reply.text)
    const value = found === undefined ? undefined : read(found.value)
    if (found !== undefined && value !== undefined) return { value, partial: found.partial, reply, replies }
  }
  throw toSesError({ reason: 'not_json' }, settings)
}
