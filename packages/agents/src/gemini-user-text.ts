import type { ContextKind } from '@ses/model'

/** What the parts of a user message hold: the text a human typed, and what was put beside it. */
export interface UserTexts {
  /** Absent when no human wrote anything. */
  readonly prompt?: string
  readonly context: readonly { readonly kind: ContextKind; readonly text: string }[]
}

/** Where Gemini CLI and Qwen Code, which descends from it, differ. */
export interface UserTextRules {
  /** Openings of texts that the program writes in the user's name, with what they are. */
  readonly openings: readonly (readonly [string, ContextKind])[]
  /** Matches a prompt that is a command. */
  readonly command: RegExp
  /** True when a human's text and the files it names may stand in one part. */
  readonly filesInPart: boolean
}

/** Stands between the prompt and the files it names with `@`. */
const REFERENCED = '--- Content from referenced files ---'

/** Tells what a human typed from what the program added, part by part. */
export function readGeminiUserTexts(texts: readonly string[], rules: UserTextRules): UserTexts {
  const typed: string[] = []
  const context: { kind: ContextKind; text: string }[] = []
  for (const [index, text] of texts.entries()) {
    const body = text.trim()
    if (body === '') continue
    if (body.startsWith(REFERENCED)) {
      context.push({ kind: 'other', text: texts.slice(index).join('') })
      break
    }
    const opening = rules.openings.find(([start]) => body.startsWith(start))
    if (opening === undefined) typed.push(body)
    else context.push({ kind: opening[1], text: body })
  }
  const joined = typed.join('\n')
  const cut = rules.filesInPart ? joined.indexOf(`\n${REFERENCED}`) : -1
  const prompt = cut < 0 ? joined : joined.slice(0, cut).trim()
  if (prompt === '') return { context }
  if (!rules.command.test(prompt)) return { prompt, context }
  return { context: [...context, { kind: 'command', text: prompt }] }
}
