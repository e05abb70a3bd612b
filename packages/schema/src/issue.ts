/** One thing wrong with a document. */
export interface Issue {
  /** Where, as `patterns.thresholds.error_rate_concern` or `sessions[3].id`; empty for the document itself. */
  readonly path: string
  /** What is expected there, in lower case without a full stop: `expected number`, `unknown key`. */
  readonly message: string
}
