/** An answer that is none, though its status says that all is well. */
export class ReplyFailure extends Error {
  readonly reason: 'not_json' | 'cut' | 'redirect' | 'too_long'

  constructor(reason: ReplyFailure['reason']) {
    super(reason)
    this.name = 'ReplyFailure'
    this.reason = reason
  }
}
