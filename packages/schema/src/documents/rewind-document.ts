import type { CheckpointDocument } from './checkpoints-document.ts'

/** `ses rewind --json`. */
export interface RewindDocument {
  readonly schema_version: 1
  /** What is brought back. */
  readonly checkpoint: CheckpointDocument
  readonly dry_run: boolean
  /** False: a dry run, or nothing to do. */
  readonly applied: boolean
  /** Checkpoint of what was there before; null: nothing was changed. */
  readonly before: string | null
  /** Commit to which the branch was moved, with `--hard`. */
  readonly moved_to: string | null
  readonly changes: readonly RewindChange[]
  /** Files among them that others than the session changed since its last checkpoint. */
  readonly foreign: readonly string[]
  readonly merged: readonly string[]
  /** Merged files with marked conflicts, and files that could not be merged and stay. */
  readonly conflicts: readonly string[]
  /** Files changed by somebody while the rewind ran; left as they are. */
  readonly kept: readonly string[]
  /** Nested repositories at another commit than then; never touched. */
  readonly nested: readonly string[]
  /** Files in the way that no checkpoint holds; a rewind is refused while there are any. */
  readonly obstacles: readonly string[]
}

/** One file that a rewind changes. */
export interface RewindChange {
  readonly path: string
  /** `create` brings back a removed file, `remove` takes away one that was made since. */
  readonly change: 'create' | 'modify' | 'remove'
}
