import type { ListedSession } from '../list-document.ts'
import type { ReportGroup, ReportPattern } from '../report-document.ts'

/** `GET /api/sessions?q=&sort=&order=&agent=&type=&risk=&grade=&pattern=&file=&since=&until=&offset=&limit=`. */
export interface DashboardSessions {
  readonly schema_version: 1
  readonly total: number
  readonly offset: number
  readonly sessions: readonly ListedSession[]
  /** Values that occur, with their number of sessions, for the filters. */
  readonly facets: Readonly<Record<'agent' | 'type' | 'risk' | 'grade', Readonly<Record<string, number>>>>
}

/** `GET /api/patterns`. */
export interface DashboardPatterns {
  readonly schema_version: 1
  readonly sessions: number
  readonly patterns: readonly (ReportPattern & {
    /** Share of sessions with it by week, the earliest first. */
    readonly weeks: readonly { readonly week: string; readonly sessions: number; readonly share: number }[]
  })[]
}

/** `GET /api/models`. */
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

/** `GET /api/files/history?path=`: the latest first. */
export interface DashboardFileHistory {
  readonly schema_version: 1
  readonly path: string
  readonly entries: readonly {
    readonly session: string
    readonly intent: string
    readonly agent: string
    readonly at: string | null
    readonly operation: string
  }[]
}

/** `GET /api/search?q=&regex=&offset=&limit=`. */
export interface DashboardSearch {
  readonly schema_version: 1
  readonly query: string
  readonly total: number
  readonly hits: readonly DashboardHit[]
}

export interface DashboardHit {
  readonly session: string
  readonly agent: string
  readonly intent: string
  readonly start: string | null
  /** `prompt`, `reply`, `command`, `file`, … */
  readonly field: string
  /** Text around the match; `marks` are UTF-16 ranges of it. */
  readonly snippet: string
  readonly marks: readonly (readonly [number, number])[]
}
