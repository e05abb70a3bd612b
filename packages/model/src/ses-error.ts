/** Codes of operational failures; the application maps each to a text, a fix and an exit code. */
export type SesErrorCode =
  | 'usage'
  | 'config_invalid'
  | 'not_found'
  | 'ambiguous_id'
  | 'unsafe'
  | 'not_a_repository'
  | 'changed_since'
  | 'unknown_format'
  | 'unreadable'
  | 'write_failed'
  | 'locked'
  | 'masking_failed'
  | 'session_active'
  | 'no_active_session'
  | 'no_api_key'
  | 'provider_failed'
  | 'port_taken'
  | 'external'

/** The one error that packages throw for operational failures; bad input is returned as `Diagnostic`s instead. */
export class SesError extends Error {
  readonly code: SesErrorCode
  /** JSON-safe facts for the message's reader: paths, ids, candidates. Never transcript text. */
  readonly data: Readonly<Record<string, unknown>>

  constructor(
    code: SesErrorCode,
    message: string,
    options: { readonly data?: Readonly<Record<string, unknown>>; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'SesError'
    this.code = code
    this.data = options.data ?? {}
  }
}
