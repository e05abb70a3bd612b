import type { SessionRecord } from '../session-record.ts'
import { contextMarkdown } from './context-markdown.ts'
import { promptsText } from './prompts-text.ts'
import { summaryText } from './summary-text.ts'

/** The files made of a session, by name, in the order they are written; `metadata.json` comes last and is made by the store. */
export function projectionsOf(record: SessionRecord): readonly (readonly [name: string, content: string])[] {
  const { session, summary } = record
  return [
    ['prompts.txt', promptsText(session)],
    ['context.md', contextMarkdown(session, summary)],
    ['summary.txt', summaryText(summary)],
    ['summary.json', `${JSON.stringify(summary, null, 2)}\n`],
  ]
}
