/** Why a snapshot was taken. `before-rewind` holds what a rewind replaced, `rewind` what it made. */
export type SnapshotKind = 'prompt' | 'turn-end' | 'manual' | 'before-rewind' | 'rewind'

/** A file that was not taken into a snapshot. */
export interface LeftOut {
  /** Below the work tree, one character per byte. */
  readonly path: string
  readonly reason: 'too-large' | 'unreadable'
}

/** What is known of a snapshot besides its files. */
export interface SnapshotFacts {
  readonly session: string
  readonly kind: SnapshotKind
  /** Epoch milliseconds. */
  readonly at: number
  /** Name of the work tree: `main` or `worktree-<name>`. */
  readonly worktree: string
  /** Absent: taken by hand. */
  readonly agent?: string
  /** Number of the prompt, from 1. */
  readonly turn?: number
  /** First line of the prompt that led to it, masked. */
  readonly prompt?: string
  /** Absent: HEAD was detached. */
  readonly branch?: string
  /** Commit that HEAD was at; absent: there was none yet. */
  readonly head?: string
  /** Bytes of the reflog of HEAD then: what stands behind was made later. Git's clock has seconds only. */
  readonly logged?: number
  /** How many files differ from the session's snapshot before; absent: it is the first. */
  readonly files?: number
  /** How the last test run before it ended; absent: not known. */
  readonly tests?: 'passed' | 'failed'
  readonly leftOut?: readonly LeftOut[]
}

/** A commit on a shadow ref. */
export interface Snapshot extends SnapshotFacts {
  /** Of the commit; never changes. */
  readonly id: string
  readonly tree: string
  /** The session's snapshot before; absent: it is the first. */
  readonly parent?: string
}
