import type { CompleteSummary, DocumentDiagnostic } from '@ses/schema'
import type { CheckTally } from './tally-checks.ts'

/** What a reflection shows, all of it safe to print. Made from an analysis, or from a stored summary alone. */
export interface ReflectView {
  readonly summary: CompleteSummary
  /** Looks up an event for evidence; undefined for all when only the summary is left. */
  readonly quote: (eventId: string, sessionId?: string) => EventQuote | undefined
  /** Absent when only the summary is left. */
  readonly checks?: readonly CheckTally[]
  readonly diagnostics: readonly DocumentDiagnostic[]
  /** User's home directory, shown as `~`. */
  readonly home: string
}

/** An event in a line. */
export interface EventQuote {
  readonly at?: Date
  readonly text: string
}
