import { join } from 'node:path'
import { SesError } from '@ses/model'
import type { AiSummaryDocument } from '@ses/schema'
import { type SessionStore, writeAtomically } from '@ses/store'

const FENCE = '---'

/** What `ai-summary.md` holds: facts between two fences, a line of JSON each, then the text. */
export type StoredSummary = Omit<AiSummaryDocument, 'schema_version' | 'reused'> & {
  /** Hash of what was asked; equal when asking again would ask the same. */
  readonly asked: string
  /** Model that was asked for, by the name it was asked for. */
  readonly requested: string
}

/** Replaces the summary of a session. Throws `SesError` `write_failed`. */
export function writeSummaryFile(store: SessionStore, folder: string, { text, ...facts }: StoredSummary): void {
  const lines = Object.entries(facts).map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
  writeAtomically(store.fs, summaryPath(store, folder), `${[FENCE, ...lines, FENCE, '', text].join('\n')}\n`)
}

/** Reads the summary of a session; undefined when there is none, or none of ours. */
export function readSummaryFile(store: SessionStore, folder: string): StoredSummary | undefined {
  let content: string
  try {
    content = store.fs.readFileSync(summaryPath(store, folder), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new SesError('unreadable', summaryPath(store, folder), { cause: error })
  }
  const lines = content.split('\n')
  const end = lines.indexOf(FENCE, 1)
  if (lines[0] !== FENCE || end < 0) return undefined
  try {
    const facts = lines.slice(1, end).map((line): [string, unknown] => {
      const colon = line.indexOf(': ')
      return [line.slice(0, colon), JSON.parse(line.slice(colon + 2))]
    })
    const stored = {
      ...Object.fromEntries(facts),
      text: lines
        .slice(end + 1)
        .join('\n')
        .trim(),
    } as StoredSummary
    return typeof stored.asked === 'string' && typeof stored.model === 'string' ? stored : undefined
  } catch {
    return undefined
  }
}

/** Where the summary of a session lies. */
export function summaryPath({ directory }: SessionStore, folder: string): string {
  return join(directory, folder, 'ai-summary.md')
}
