/** `ses commit --json`, `ses reset --json`, `ses checkpoints commits --json` and `ses checkpoints relink --json`. */
export interface CommitDocument {
  readonly schema_version: 1
  /** Full id of the commit it is about; null: it is about several. */
  readonly commit: string | null
  /** Whether `ses commit` made that commit. */
  readonly committed: boolean
  /** Those written, taken away or listed; the latest first. */
  readonly checkpoints: readonly CommitCheckpointDocument[]
}

/** A session that is kept in git beside a commit. */
export interface CommitCheckpointDocument {
  /** Accepted by `ses resume`. */
  readonly id: string
  readonly commit: string
  readonly subject: string
  readonly session: string
  readonly agent: string
  /** ISO 8601 in UTC. */
  readonly at: string
  /** How it is known: `recorded`, `trailer`, `files` or `relinked`. */
  readonly reason: string
  /** Commit it was carried over from; null: none. */
  readonly from: string | null
  /** Files of the commit that the session changed. */
  readonly files: readonly string[]
  /** Names of the files that are kept of the session. */
  readonly artifacts: readonly string[]
  readonly left_out: readonly string[]
}

/** `ses checkpoints push --json` and `ses checkpoints fetch --json`. */
export interface TravelDocument {
  readonly schema_version: 1
  readonly remote: string
  /** Commit of the branch with the checkpoints; null: there are none on either side. */
  readonly commit: string | null
  readonly sent: boolean
  readonly received: boolean
  /** Checkpoints that are here now. */
  readonly checkpoints: number
}

/** `ses resume --json`. */
export interface ResumeDocument {
  readonly schema_version: 1
  readonly sessions: readonly ResumedSession[]
}

/** A session that was brought back. */
export interface ResumedSession {
  readonly session: string
  readonly agent: string
  /** Folder below `.ses-logs`. */
  readonly folder: string
  /** `restored`; `unchanged`: it was there; `kept`: another state of it was there and stays. */
  readonly data: 'restored' | 'unchanged' | 'kept'
  /** `placed`, `there`, `kept` (the agent has another state of it, which stays), `impossible`, or `none` (no transcript was kept). */
  readonly transcript: 'placed' | 'there' | 'kept' | 'impossible' | 'none'
  readonly path: string | null
  /** The agent's own command; null: it cannot go on. */
  readonly command: readonly string[] | null
  /** What is to be known about it. */
  readonly note: string | null
}
