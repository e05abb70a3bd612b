/** `ses shadow --json` and `ses shadow prune --json`. */
export interface ShadowDocument {
  readonly schema_version: 1
  /** Bytes on the disk that only checkpoints hold; null: it needs the git program to tell. */
  readonly bytes: number | null
  /** The one with the latest checkpoint first. After a pruning those that are left. */
  readonly sessions: readonly ShadowSession[]
  /** Sessions whose checkpoints were removed, or would be in a dry run. */
  readonly pruned: readonly ShadowSession[]
  readonly dry_run: boolean
}

/** The checkpoints of one session in one work tree. */
export interface ShadowSession {
  readonly session: string
  readonly agent: string | null
  readonly worktree: string
  readonly branches: readonly string[]
  /** How many there are. */
  readonly checkpoints: number
  /** ISO 8601 in UTC. */
  readonly first_at: string
  /** ISO 8601 in UTC. */
  readonly last_at: string
  /** Id of the latest. */
  readonly latest: string
  /** The git ref that holds them. */
  readonly ref: string
}
