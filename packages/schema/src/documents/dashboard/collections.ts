import type { ListedSession } from '../list-document.ts'
import type { ReportGroup, ReportPattern } from '../report-document.ts'

/**
 * `GET /api/sessions?q=&sort=&order=&agent=&type=&risk=&grade=&pattern=&file=&since=&until=&offset=&limit=`.
 * `sort` is `start` (default), `intent`, `agent`, `duration`, `score`, `cost`, `files` or `findings`; `order` is `desc` (default) or `asc`;
 * `agent`, `type`, `risk`, `grade` and `pattern` take several values with commas between, `file` is one path; `since` and `until` are days; `limit` is at most 200.
 */
export interface DashboardSessions {
  readonly schema_version: 1
  readonly total: number
  readonly offset: number
  readonly sessions: readonly ListedSession[]
  /** Values that occur, with their number of sessions, for the filters. */
  readonly facets: Readonly<Record<'agent' | 'type' | 'risk' | 'grade', Readonly<Record<string, number>>>>
}

/** `GET /api/patterns?since=&until=`: days as for the overview. */
export interface DashboardPatterns {
  readonly schema_version: 1
  readonly sessions: number
  readonly patterns: readonly (ReportPattern & {
    /** Share of sessions with it by week (`2026-W47`), the earliest first, without gaps, the last 26 at most. */
    readonly weeks: readonly { readonly week: string; readonly sessions: number; readonly share: number }[]
  })[]
}

/** `GET /api/models?since=&until=`: days as for the overview. */
export interface DashboardModels {
  readonly schema_version: 1
  readonly by_agent: readonly ReportGroup[]
  readonly by_model: readonly ReportGroup[]
  readonly unpriced: readonly { readonly model: string; readonly responses: number }[]
}

/** `GET /api/files?q=&offset=&limit=`: files by how often sessions changed them. */
export interface DashboardHotspots {
  readonly schema_version: 1
  readonly total: number
  readonly files: readonly DashboardHotspot[]
}

export interface DashboardHotspot {
  readonly path: string
  readonly category: string
  readonly sessions: number
  readonly changes: number
  /** ISO 8601 in UTC. */
  readonly last_at: string | null
}

/** `GET /api/files/history?path=`: the latest first, at most 500. */
export interface DashboardFileHistory {
  readonly schema_version: 1
  readonly path: string
  readonly entries: readonly {
    /** Its folder. */
    readonly session: string
    readonly intent: string
    readonly agent: string
    readonly at: string | null
    readonly operation: string
  }[]
}

/** `GET /api/search?q=&regex=&offset=&limit=`; `regex` is `1` or absent. */
export interface DashboardSearch {
  readonly schema_version: 1
  readonly query: string
  /** Sessions that match. */
  readonly total: number
  /** Of `limit` sessions (20 unless told, at most 100) from `offset` on, the best first; up to three for each session. */
  readonly hits: readonly DashboardHit[]
}

export interface DashboardHit {
  /** Its folder. */
  readonly session: string
  readonly agent: string
  readonly intent: string
  readonly start: string | null
  /** Turn of the session, from 1; 0 before the first prompt. */
  readonly turn?: number
  /** `prompt`, `reply`, `command`, `file`, … */
  readonly field: string
  /** Text around the match; `marks` are UTF-16 ranges of it. */
  readonly snippet: string
  readonly marks: readonly (readonly [number, number])[]
}
