import type { Coverage, Diagnostic, Masked, Session } from '@ses/model'
import type { CompleteSummary, TranscriptRef } from '@ses/schema'

/** All that the store is given of a session. Its texts are masked, and the compiler says so. */
export interface SessionRecord {
  readonly session: Session<Masked>
  /** Made from that session. */
  readonly summary: CompleteSummary
  readonly coverage: Coverage
  readonly diagnostics: readonly Diagnostic[]
  /** Absent for a session known from hook events only. */
  readonly transcript?: TranscriptRef
  /** Version of `ses` that made the analysis. */
  readonly sesVersion: string
}
