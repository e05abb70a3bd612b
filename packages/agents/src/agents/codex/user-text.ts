import type { ContextKind } from '@ses/model'

/** What one text of a user message is. */
export type UserText =
  | { readonly kind: 'prompt'; readonly text: string; readonly envelope?: string }
  | { readonly kind: 'context'; readonly context: ContextKind; readonly text: string }
  | { readonly kind: 'nothing' }

/** Openings of texts that Codex writes in the user's name. */
const OPENINGS: readonly (readonly [string, ContextKind])[] = [
  ['<environment_context', 'environment'],
  ['# AGENTS.md instructions', 'instructions'],
  ['<user_instructions', 'instructions'],
  ['<INSTRUCTIONS', 'instructions'],
  ['<permissions instructions', 'instructions'],
  ['<collaboration_mode', 'instructions'],
  ['<personality', 'instructions'],
  ['<model_switch', 'instructions'],
  ['<skill', 'skill'],
  ['<turn_aborted', 'notification'],
  ['<subagent_notification', 'notification'],
  ['<user_shell_command', 'command'],
  ['<user_action', 'command'],
  ['<hook_prompt', 'hook'],
  ['Another language model started to solve this problem', 'summary'],
]

/** Kinds of content items that 0.16x names; the part before the dot is the one who wrote it. */
const WRITERS: Readonly<Record<string, ContextKind>> = {
  environments: 'environment',
  agents_md: 'instructions',
  permissions: 'instructions',
  collaboration_mode: 'instructions',
  host_skills: 'skill',
  skills: 'skill',
  hooks: 'hook',
  hook: 'hook',
}

const REQUEST = '## My request for Codex:'

/** Tells a human's text from Codex's own; `itemKind` is what newer versions record of it (`user.text`). */
export function readUserText(text: string, itemKind?: string): UserText {
  const body = text.trim()
  // Marks around an attached picture, which is counted by itself.
  if (body === '' || /^<\/?image\b[^>]{0,300}>$/.test(body)) return { kind: 'nothing' }
  const writer = itemKind?.split('.', 1)[0]
  if (writer !== undefined && writer !== 'user' && writer !== 'unknown') {
    return { kind: 'context', context: WRITERS[writer] ?? contextOf(body) ?? 'other', text: body }
  }
  const context = writer === 'user' ? undefined : contextOf(body)
  if (context !== undefined) return { kind: 'context', context, text: body }
  // Editors put open files, selections and attachments before what was typed.
  const request = body.startsWith('# ') ? body.indexOf(REQUEST) : -1
  if (request < 0) return { kind: 'prompt', text: body }
  const typed = body.slice(request + REQUEST.length).trim()
  return { kind: 'prompt', text: typed, envelope: body.slice(0, request).trim() }
}

function contextOf(body: string): ContextKind | undefined {
  const known = OPENINGS.find(([opening]) => body.startsWith(opening))?.[1]
  if (known !== undefined) return known
  // Harness tags join words by `_`; a human's markup does not wrap a whole prompt in such a tag.
  const tag = /^<([a-z]+(?:_[a-z]+){1,6})>/.exec(body)?.[1]
  return tag !== undefined && body.endsWith(`</${tag}>`) ? 'other' : undefined
}
