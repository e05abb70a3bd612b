import type { Dialect } from '../dialect.ts'
import { anthropicMessages } from './anthropic-messages.ts'
import { gemini } from './gemini.ts'
import { openaiChat } from './openai-chat.ts'
import { openaiResponses } from './openai-responses.ts'

/** The first that asks by a path reads the reply. */
export const dialects: readonly Dialect[] = [anthropicMessages, openaiChat, openaiResponses, gemini]
