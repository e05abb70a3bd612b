import type { ContextKind } from '@ses/model'

/** What the parts of a user row hold: the text a human typed, and what was put beside it. */
export interface UserTexts {
  /** Absent when no human wrote anything. */
  readonly prompt?: string
  readonly context: readonly { readonly kind: ContextKind; readonly text: string }[]
}

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

/** Stands between the prompt and the files it names with `@`. */
const REFERENCED = '--- Content from referenced files ---'

/** Tells what a human typed from what the program added, part by part; a leading `/word` makes a command. */
export function readUserTexts(texts: readonly string[]): UserTexts {
  const typed: string[] = []
  const context: { kind: ContextKind; text: string }[] = []
  for (const [index, text] of texts.entries()) {
    const body = text.trim()
    if (body === '') continue
    if (body.startsWith(REFERENCED)) {
      context.push({ kind: 'other', text: texts.slice(index).join('') })
      break
    }
    const opening = OPENINGS.find(([start]) => body.startsWith(start))
    if (opening === undefined) typed.push(body)
    else context.push({ kind: opening[1], text: body })
  }
  const prompt = typed.join('\n')
  if (prompt === '') return { context }
  if (!/^\/[a-z][\w:-]*(?:\s|$)/i.test(prompt)) return { prompt, context }
  return { context: [...context, { kind: 'command', text: prompt }] }
}
