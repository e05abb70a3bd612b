import type { SummaryOperation, SummaryRisk, SummaryType } from './fixed-summary.ts'
import type { SummaryLetter } from './summary.ts'

/** index.json: every session of a project in a line, and who touched which file. */
export interface SessionIndex {
  readonly schema_version: 1
  /** The latest start first; sessions without a time last. */
  readonly sessions: readonly IndexedSession[]
  /** By path, the earliest first. */
  readonly file_history: Readonly<Record<string, readonly FileHistoryEntry[]>>
}

/** What can be told about a session without opening its folder. */
export interface IndexedSession {
  readonly id: string
  /** Name of its folder below `.ses-logs/`: the id, or a hash of it where it cannot be a folder name. */
  readonly folder: string
  readonly agent: string
  /** ISO 8601 in UTC. */
  readonly start: string | null
  readonly end: string | null
  readonly type: SummaryType
  readonly intent: string
  readonly risk: SummaryRisk
  readonly grade: SummaryLetter
  readonly score: number | null
  /** US dollars; null when nothing in it has a price. */
  readonly cost: number | null
  readonly tool_calls: number
}

/** One session’s change to a file; `at` is ISO 8601 in UTC, null where it was not recorded. */
export interface FileHistoryEntry {
  /** Session id. */
  readonly session: string
  readonly at: string | null
  readonly operation: SummaryOperation
}
