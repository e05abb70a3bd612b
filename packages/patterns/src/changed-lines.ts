import type { FileTouch } from '@ses/model'

/** The lines an edit took out and put in, trimmed, blank ones and pure punctuation left out; context lines are in neither. */
export interface ChangedLines {
  readonly removed: readonly string[]
  readonly added: readonly string[]
}

/** Longest text compared; edits beyond it are rewrites of whole files. */
const MAX_LENGTH = 100_000

/** What an edit changed, or nothing when the agent did not record both texts. */
export function changedLines({ before, after }: FileTouch): ChangedLines | undefined {
  if (before === undefined || after === undefined) return undefined
  if (before.length > MAX_LENGTH || after.length > MAX_LENGTH) return undefined
  const old = linesOf(before)
  const next = linesOf(after)
  const oldSet = new Set(old)
  const nextSet = new Set(next)
  return { removed: old.filter((line) => !nextSet.has(line)), added: next.filter((line) => !oldSet.has(line)) }
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /\w/.test(line))
}
