/** Why there is no answer, in words for the reader. */
export interface Failure {
  /** Code of the API, or `offline` when the server was not reached, `signed-out` when it does not know this browser any more. */
  readonly code: string
  readonly message: string
  readonly fix?: string
}

/** What a failed request throws. */
export class RequestFailed extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.message)
    this.failure = failure
  }
}

/** Any thrown value as a failure. */
export function failureOf(error: unknown): Failure {
  if (error instanceof RequestFailed) return error.failure
  return {
    code: 'offline',
    message: 'The dashboard’s server does not answer.',
    fix: 'Start it again with “ses dashboard”; this page then goes on by itself.',
  }
}
