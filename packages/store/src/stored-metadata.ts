import type { Metadata } from '@ses/schema'

/** metadata.json as the store writes it. */
export interface StoredMetadata extends Metadata {
  /** Hash of the masking rules its texts went through. */
  readonly rule_set: string
  readonly coverage: {
    readonly bytes: number
    readonly lines: number
    readonly recognised: number
    readonly torn: number
  }
  readonly diagnostics: readonly StoredDiagnostic[]
  /** Other files that hold the same session, or an earlier state of it. */
  readonly other_transcripts: readonly Metadata['transcript'][]
}

/** What could not be read of the transcript. */
interface StoredDiagnostic {
  readonly code: string
  readonly message: string
  readonly count: number
  readonly line?: number
}
