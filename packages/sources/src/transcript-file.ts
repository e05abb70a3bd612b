import type { Fingerprint } from './fingerprint.ts'

/** One session's transcript with the files that belong to it. */
export interface TranscriptFile {
  /** Absolute. */
  readonly path: string
  /** Of the transcript and its sub-agents together. */
  readonly fingerprint: Fingerprint
  /** Sub-agents' own transcripts, by path. */
  readonly subagents: readonly SubagentFile[]
}

/** A sub-agent's own transcript. */
export interface SubagentFile {
  readonly path: string
  /** Tool call of the parent that started it, where a file beside it tells. */
  readonly callId?: string
  readonly agentType?: string
}
