/** What a command prints on stdout with `--json` when it fails. */
export interface ErrorDocument {
  readonly error: {
    /** A `SesErrorCode`, or `internal` for a bug. */
    readonly code: string
    readonly message: string
    /** What to do about it. */
    readonly fix: string
  }
}
