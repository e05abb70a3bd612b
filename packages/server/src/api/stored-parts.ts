import { join } from 'node:path'
import type { DashboardSession } from '@ses/schema'
import { checkDocument, type ReviewReport } from '@ses/schema'
import type { SessionStore } from '@ses/store'

const MAX_BYTES = 2_000_000

/** What else lies in a session's folder; null for what does not, or is too large or damaged. */
export function storedParts(store: SessionStore, folder: string): Pick<DashboardSession, 'review' | 'ai_summary'> {
  const read = (name: string): string | undefined => {
    const path = join(store.directory, folder, name)
    const stat = store.fs.statSync(path, { throwIfNoEntry: false })
    return stat?.isFile() && stat.size <= MAX_BYTES ? store.fs.readFileSync(path, 'utf8') : undefined
  }
  return { review: reviewOf(read('review.json')), ai_summary: read('ai-summary.md') ?? null }
}

function reviewOf(text: string | undefined): ReviewReport | null {
  try {
    const value: unknown = text === undefined ? undefined : JSON.parse(text)
    return checkDocument('review', value).length === 0 ? (value as ReviewReport) : null
  } catch {
    return null
  }
}
