import { turnsOf } from '@ses/model'
import type { ExplainedTurn, HandoffDocument } from '@ses/schema'
import { turnExplainer } from './explain-turn.ts'
import { leadingSentences } from './sentences.ts'
import type { SessionSubject } from './subject.ts'

const MAX_PROMPT = 300

/** Each prompt that started a turn, in whole sentences, with what came of it. */
export function askedItems({ session, classification }: SessionSubject): HandoffDocument['asked'] {
  const intents = new Map(classification?.turns.map(({ index, intent }) => [index, intent]))
  const explain = turnExplainer(session)
  return turnsOf(session).flatMap((turn) => {
    if (turn.prompt === undefined) return []
    const words = leadingSentences(turn.prompt.text, MAX_PROMPT) || intents.get(turn.index)
    const text = words || shortOrCounted(turn.prompt.text)
    return text === '' ? [] : [{ text, result: resultOf(explain(turn)) }]
  })
}

/** A prompt without sentences, such as `ok` or a pasted log. */
function shortOrCounted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= MAX_PROMPT ? line : `(a text of ${line.length} characters)`
}

function resultOf({ files, commits, checks, incidents }: ExplainedTurn): string | null {
  const parts: string[] = []
  if (files.length > 0)
    parts.push(
      files.length <= 2
        ? `changed ${files.map(({ path }) => `\`${path}\``).join(' and ')}`
        : `changed ${files.length} files`,
    )
  for (const kind of ['test', 'build'] as const) {
    const ok = checks.findLast((check) => check.kind === kind)?.ok
    if (typeof ok === 'boolean') parts.push(`${kind} ${ok ? 'passed' : 'failed'}`)
  }
  const last = commits.at(-1)
  if (last !== undefined)
    parts.push(
      commits.length === 1
        ? `commit ${last.sha.slice(0, 10)}`
        : `${commits.length} commits up to ${last.sha.slice(0, 10)}`,
    )
  if (incidents.some(({ kind }) => kind === 'interrupted')) parts.push('interrupted')
  return parts.length === 0 ? null : parts.join(', ')
}
