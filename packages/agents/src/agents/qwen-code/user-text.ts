import type { ContextKind } from '@ses/model'
import { readGeminiUserTexts, type UserTexts } from '../../gemini-user-text.ts'

/** Openings of texts that Qwen Code writes in the user's name. */
const OPENINGS: readonly (readonly [string, ContextKind])[] = [
  ['<session_context>', 'environment'],
  ['This is the Qwen Code. We are setting up the context for our chat', 'environment'],
  ['<qwen:user-prompt-submit-context>', 'hook'],
  ['<hook_context>', 'hook'],
  ['<task-notification', 'notification'],
  ['<system-reminder', 'reminder'],
  ['<state_snapshot>', 'summary'],
  ['System: Please continue.', 'reminder'],
]

/** Tells what a human typed from what the program added, part by part; a leading `/word` makes a command. */
export function readUserTexts(texts: readonly string[]): UserTexts {
  return readGeminiUserTexts(texts, { openings: OPENINGS, command: /^\/[a-z][\w:-]*(?:\s|$)/i, filesInPart: false })
}
