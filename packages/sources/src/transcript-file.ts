import type { Fingerprint } from './fingerprint.ts'

/** One session's transcript with the files that belong to it. */
export interface TranscriptFile {
  /** Absolute; of a session in a database `<file>#<session id, URI-encoded>`. */
  readonly path: string
  /** Of the transcript, its parts and its sub-agents together. */
  readonly fingerprint: Fingerprint
  /** Sub-agents' own transcripts, by path. */
  readonly subagents: readonly SubagentFile[]
  /** All files that one reader is to be fed with, in order, `path` among them; absent when `path` is the only one. */
  readonly parts?: readonly string[]
  /** Agent in whose folders it was found; absent when it was named or met in a directory. */
  readonly agent?: string
}

/** A sub-agent's own transcript. */
export interface SubagentFile {
  readonly path: string
  /** As of the session's own. */
  readonly parts?: readonly string[]
  /** Tool call of the parent that started it, where a file beside it tells. */
  readonly callId?: string
  readonly agentType?: string
}
