import { type UsageDropReason, walkSessions } from '@ses/model'
import { type CountedResponse, type PriceOptions, type PriceQuote, quoteOf } from '@ses/pricing'
import type { TranscriptSource } from '@ses/sources'
import { readSource } from './read-source.ts'
import type { ScannedSession } from './scan-usage.ts'

/** One row of a transcript that reported usage, and what became of it. */
export interface LedgerRow {
  readonly path: string
  /** Counted from 1; absent where the source has no lines. */
  readonly line?: number
  readonly sessionId: string
  readonly responseId?: string
  readonly model?: string
  /** Epoch milliseconds. */
  readonly at?: number
  /** Absent for a row that was counted. */
  readonly dropped?: UsageDropReason
  /** For a copy: the session it is counted in. */
  readonly countedIn?: string
  /** How a counted row was priced. */
  readonly quote?: PriceQuote
}

/**
 * Every row of a session's files that reported usage, in the order of files and lines. The amounts of the counted ones sum to what
 * `ses usage session` shows.
 */
export async function readLedger(
  root: string,
  sources: readonly TranscriptSource[],
  sessions: readonly ScannedSession[],
  counted: readonly CountedResponse[],
  options: PriceOptions,
): Promise<LedgerRow[]> {
  const pathOf = new Map(sessions.map((session): [object, string] => [session, session.path]))
  const places = new Map<string, { readonly one: CountedResponse; readonly isOwner: boolean }>()
  const paths = new Set<string>()
  for (const one of counted) {
    const holders = [{ session: one.owner, id: one.response.id, isOwner: true }]
    for (const { session, response } of one.copies) holders.push({ session, id: response.id, isOwner: false })
    for (const { session, id, isOwner } of holders) {
      const path = pathOf.get(session) ?? ''
      const isOwn = isOwner ? one.sessionId === root : (session.parentId ?? session.id) === root
      if (isOwn) paths.add(path)
      places.set(placeOf(path, session.id, id), { one, isOwner })
    }
  }
  const rows: LedgerRow[] = []
  for (const path of [...paths].sort()) {
    const found: LedgerRow[] = []
    for (const session of await readSource(sources.find((source) => source.path === path) ?? { path })) {
      for (const part of walkSessions(session)) {
        for (const { line, reason, responseId } of part.droppedUsage) {
          found.push({
            path,
            line,
            sessionId: part.id,
            ...(responseId === undefined ? {} : { responseId }),
            dropped: reason,
          })
        }
        for (const response of part.responses) {
          const place = places.get(placeOf(path, part.id, response.id))
          if (place === undefined || (place.isOwner && place.one.sessionId !== root)) continue
          const { one, isOwner } = place
          const { model } = one.response
          found.push({
            path,
            ...(response.line === undefined ? {} : { line: response.line }),
            sessionId: part.id,
            responseId: response.id,
            ...(model === undefined ? {} : { model }),
            ...(one.at === undefined ? {} : { at: one.at }),
            ...(isOwner ? { quote: quoteOf(one, options) } : { dropped: 'copied', countedIn: one.sessionId }),
          })
        }
      }
    }
    rows.push(...found.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)))
  }
  return rows
}

function placeOf(path: string, sessionId: string, responseId: string): string {
  return `${path}\n${sessionId}\n${responseId}`
}
