/** metadata.json of a session folder: where the session came from and how far it was read. */
export interface Metadata {
  readonly schema_version: 1
  /** The agent's own id, also when the folder is named by its hash. */
  readonly session_id: string
  readonly agent: string
  readonly agent_version: string | null
  /** Masked. */
  readonly cwd: string | null
  readonly git_branch: string | null
  readonly git_commit: string | null
  /** ISO 8601 in UTC, as all times here. */
  readonly created_at: string
  readonly updated_at: string
  /** Null while the session runs. */
  readonly ended_at: string | null
  /** As the agent's hook or `ses recover` gave it. */
  readonly end_reason: string | null
  /** Null for a session known from hook events only. */
  readonly transcript: TranscriptRef | null
  /** Hook events received by name. */
  readonly hooks: Readonly<Record<string, number>>
  /** Version of `ses` that wrote the folder's projections. */
  readonly ses_version: string
}

/** The transcript a session was read from. */
export interface TranscriptRef {
  readonly path: string
  /** What was read of it. */
  readonly bytes: number
  /** Hash of those bytes. */
  readonly fingerprint: string
}
