import type { ContextKind } from '@ses/model'
import { readGeminiUserTexts, type UserTexts } from '../../gemini-user-text.ts'

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

/** Tells what a human typed from what the CLI added, part by part. Text behind a leading `/word` or `?` is a command. */
export function readUserTexts(texts: readonly string[]): UserTexts {
  return readGeminiUserTexts(texts, {
    openings: OPENINGS,
    command: /^(?:\/[a-z][\w:-]*(?:\s|$)|\?)/i,
    filesInPart: true,
  })
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
