import type { ContextKind } from '@ses/model'

/** What the parts of a user message hold: the text a human typed, and what was put beside it. */
export interface UserTexts {
  /** Absent when no human wrote anything. */
  readonly prompt?: string
  readonly context: readonly { readonly kind: ContextKind; readonly text: string }[]
}

/** Openings of texts that Gemini CLI writes in the user's name. */
const OPENINGS: readonly (readonly [string, ContextKind])[] = [
  ['<session_context>', 'environment'],
  ['This is the Gemini CLI. We are setting up the context for our chat', 'environment'],
  ['<hook_context>', 'hook'],
  ['<state_snapshot>', 'summary'],
  ["Here is the user's editor context as a JSON object", 'ide'],
  ["Here is a summary of changes in the user's editor context", 'ide'],
  ['System: Please continue.', 'reminder'],
]

/** Stands between the prompt and the files it names with `@`. */
const REFERENCED = '--- Content from referenced files ---'

/** Tells what a human typed from what the CLI added, part by part. Text behind a leading `/word` or `?` is a command. */
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
  const joined = typed.join('\n')
  const cut = joined.indexOf(`\n${REFERENCED}`)
  const prompt = (cut < 0 ? joined : joined.slice(0, cut)).trim()
  if (prompt === '') return { context }
  if (/^\/[a-z][\w:-]*(?:\s|$)/i.test(prompt) || prompt.startsWith('?')) {
    return { context: [...context, { kind: 'command', text: prompt }] }
  }
  return { prompt, context }
}

/** The first workspace directory that the opening context names. */
export function workspaceOf(context: string): string | undefined {
  return (
    /Workspace Directories:\*\*\n {2}- ([^\n]{1,4096})/.exec(context)?.[1]?.trim() ??
    /I'm currently working in the directory: ([^\n]{1,4096})/.exec(context)?.[1]?.trim()
  )
}

/** The summary that stands for a compressed history, when the text is one. */
export function summaryOf(text: string): string | undefined {
  return /<(?:state_snapshot|summary)>/.test(text.slice(0, 20_000)) ? text : undefined
}
