import type { Session } from '@ses/model'

/** A session that another tool left in a repository. */
export interface PastSession {
  /** The tool. */
  readonly from: 'entire' | 'git-ai'
  /** Where it stands in the repository. */
  readonly place: string
  /** Changes when the session has grown. */
  readonly fingerprint: string
  /** Its transcript, or the session where only that is left. */
  readonly read: () => Promise<AsyncIterable<Uint8Array> | Session>
}
