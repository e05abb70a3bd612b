import type { Summary, SummaryCommit } from './summary.ts'

/** `ses view --json`. */
export interface ViewDocument {
  readonly schema_version: 1
  readonly summary: Summary
  /** The session's folder; null for a session read from a transcript only. */
  readonly folder: string | null
  /** With `--files`. */
  readonly files?: readonly ViewedFile[]
  /** With `--commits`. */
  readonly commits?: readonly SummaryCommit[]
}

/** A changed file, and who else changed it. */
export interface ViewedFile {
  readonly path: string
  readonly category: string
  readonly operations: readonly string[]
  /** Ids of other sessions that changed it, the latest first. */
  readonly other_sessions: readonly string[]
}
