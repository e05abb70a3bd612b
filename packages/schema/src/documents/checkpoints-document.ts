/** `ses checkpoints --json`. */
export interface CheckpointsDocument {
  readonly schema_version: 1
  /** The latest first. */
  readonly checkpoints: readonly CheckpointDocument[]
  /** Checkpoints that match, before `--limit`. */
  readonly total: number
}

/** A snapshot of a work tree. */
export interface CheckpointDocument {
  /** A git commit; accepted by every command that takes a checkpoint. */
  readonly id: string
  readonly session: string
  readonly agent: string | null
  /** What it was taken for: `prompt`, `turn-end`, `manual`, `before-rewind` or `rewind`. */
  readonly kind: string
  /** Number of the prompt, from 1. */
  readonly turn: number | null
  /** First line of the prompt, masked. */
  readonly prompt: string | null
  /** ISO 8601 in UTC. */
  readonly at: string
  /** `main`, or `worktree-<name>` for a linked one. */
  readonly worktree: string
  /** Null: HEAD was detached. */
  readonly branch: string | null
  /** Commit of HEAD; null: there was none yet. */
  readonly head: string | null
  /** Files that differ from the session's checkpoint before; null: it is the first. */
  readonly files: number | null
  /** How the last test run before it ended; null: not known. */
  readonly tests: 'passed' | 'failed' | null
  /** Paths of files that were not taken: too large or unreadable. */
  readonly left_out: readonly string[]
}
