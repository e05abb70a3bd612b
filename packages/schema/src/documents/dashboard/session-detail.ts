import type { ReviewReport } from '../review-report.ts'
import type { Summary } from '../summary.ts'

/** `GET /api/sessions/:id`; everywhere `:id` is a session’s `folder`, its id, or a unique beginning of either. */
export interface DashboardSession {
  readonly schema_version: 1
  readonly summary: Summary
  readonly project: string | null
  readonly active: boolean
  /** False when neither transcript, archive nor events can be read any more: then there is no timeline. */
  readonly readable: boolean
  readonly checkpoints: readonly DashboardCheckpoint[]
  readonly review: ReviewReport | null
  /** Text of ai-summary.md. */
  readonly ai_summary: string | null
}

export interface DashboardCheckpoint {
  readonly id: string
  /** ISO 8601 in UTC. */
  readonly at: string
  readonly kind: string
  readonly title: string
  readonly files_changed: number
}

/**
 * `GET /api/sessions/:id/timeline?after=&limit=&session=`: a stretch of the events, in order. `after` is how many events to skip,
 * `limit` at most 500, `session` the id of a sub-agent. `around` instead of `after` is the id of an event that the stretch shall hold.
 */
export interface DashboardTimeline {
  readonly schema_version: 1
  /** Events of the whole (sub-)session. */
  readonly total: number
  /** Index of the first entry. */
  readonly offset: number
  readonly entries: readonly TimelineEntry[]
}

/** One event, ready to show; all texts are masked and shortened. */
export interface TimelineEntry {
  /** Event id: what findings and claims point to. */
  readonly id: string
  readonly index: number
  readonly type: 'prompt' | 'context' | 'reply' | 'thinking' | 'tool' | 'compaction' | 'lifecycle'
  /** ISO 8601 in UTC. */
  readonly at: string | null
  /** Line of the transcript. */
  readonly line: number | null
  readonly turn: number
  /** Prompt, reply, command or what the call was about, in one to many lines. */
  readonly text: string
  readonly tool?: string
  readonly action?: string
  readonly outcome?: 'ok' | 'error' | 'denied' | 'interrupted' | 'pending'
  readonly exit_code?: number
  readonly duration_ms?: number
  readonly files?: readonly { readonly path: string; readonly operation: string }[]
  readonly output?: string
  readonly model?: string
  readonly cost_usd?: number
  readonly child_id?: string
  /** Ids of findings that point here. */
  readonly findings?: readonly string[]
}

/** `GET /api/sessions/:id/files`: what the session did to files, with the edits as far as the agent recorded them. */
export interface DashboardFiles {
  readonly schema_version: 1
  readonly files: readonly DashboardFile[]
}

export interface DashboardFile {
  readonly path: string
  readonly category: string
  readonly added_lines: number
  readonly removed_lines: number
  readonly edits: readonly DashboardEdit[]
}

export interface DashboardEdit {
  readonly event: string
  readonly at: string | null
  readonly operation: string
  /** Unified-diff lines with their ` `, `+`, `-` or `@` in front; empty where the agent recorded no texts. */
  readonly diff: readonly string[]
}

/** `GET /api/sessions/:id/ledger`: line → kept or dropped → price row → amount; the amounts sum to `total_usd`. */
export interface DashboardLedger {
  readonly schema_version: 1
  readonly total_usd: number | null
  readonly rows: readonly LedgerRow[]
  /** Rows of usage that were not counted, by reason. */
  readonly dropped: Readonly<Record<string, number>>
}

export interface LedgerRow {
  readonly line: number | null
  readonly at: string | null
  readonly session: string
  readonly model: string
  readonly input_tokens: number
  readonly cache_read_tokens: number
  readonly cache_write_tokens: number
  readonly output_tokens: number
  readonly cost_usd: number | null
}
