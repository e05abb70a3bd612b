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
  /** What its hooks tell; absent for a session known from a transcript only. */
  readonly life?: SessionLife
}

/** Whether a session that hooks tell of goes on, and how it ended. */
export interface SessionLife {
  /** Events received, by hook name. */
  readonly hooks: Readonly<Record<string, number>>
  /** True while it may go on. */
  readonly active: boolean
  /** The agent's own word. */
  readonly endReason?: string
}
