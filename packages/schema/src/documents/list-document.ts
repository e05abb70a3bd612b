import type { IndexedSession } from './session-index.ts'

/** `ses list --json`, and what `query`, `search` and `today` list. */
export interface ListDocument {
  readonly schema_version: 1
  /** The latest start first. */
  readonly sessions: readonly ListedSession[]
  /** Sessions that match, before `--limit`. */
  readonly total: number
}

/** A session in one row. */
export interface ListedSession extends IndexedSession {
  readonly duration_minutes: number | null
  readonly models: readonly string[]
  readonly files_changed: number
  readonly findings: number
  /** Root of its project. */
  readonly project: string | null
  /** True while no end was seen. */
  readonly active: boolean
}
