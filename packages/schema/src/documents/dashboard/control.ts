/**
 * `GET /api/budgets`; `PUT /api/budgets` takes `limits` and answers with the whole; so does `POST /api/alerts/:id/ack` with the body `{}`.
 * Both need `Content-Type: application/json`.
 */
export interface DashboardBudgets {
  readonly schema_version: 1
  readonly limits: DashboardLimits
  readonly spent: readonly DashboardSpent[]
  /** The latest first. */
  readonly alerts: readonly DashboardAlert[]
}

/** US dollars; null: none. */
export interface DashboardLimits {
  readonly session: number | null
  readonly day: number | null
  readonly month: number | null
  readonly project: number | null
  /** Share of a limit from which on a warning is given, 0–1. */
  readonly warn_at: number
}

export interface DashboardSpent {
  readonly scope: 'session' | 'day' | 'month' | 'project'
  readonly spent_usd: number
  readonly limit_usd: number | null
  readonly expected_usd: number | null
  readonly state: 'ok' | 'warn' | 'exceeded'
}

/** Raised by the server whether a page is open or not, once per scope, period and state. */
export interface DashboardAlert {
  readonly id: string
  /** ISO 8601 in UTC. */
  readonly at: string
  readonly scope: DashboardSpent['scope']
  readonly state: 'warn' | 'exceeded'
  readonly spent_usd: number
  readonly limit_usd: number
  readonly acknowledged: boolean
}

/** `GET /api/settings`: read only. */
export interface DashboardSettings {
  readonly schema_version: 1
  readonly version: string
  readonly project: string
  readonly folders: Readonly<Record<string, string>>
  /** Effective config with secrets hidden; `source` is `default`, `user`, `project` or `environment`. */
  readonly config: readonly { readonly key: string; readonly value: string; readonly source: string }[]
  readonly doctor: readonly DashboardProblem[]
}

export interface DashboardProblem {
  readonly id: string
  readonly severity: 'info' | 'warning' | 'problem'
  readonly title: string
  readonly cause: string
  readonly fix: string
}

/** `GET /api/events`, server-sent: something changed and what to fetch again. */
export interface DashboardEvent {
  readonly type: 'sessions' | 'alerts'
  /** Folders of changed sessions, at most 100; empty: fetch all again. */
  readonly sessions: readonly string[]
}

/** Every API error. */
export interface DashboardError {
  readonly error: { readonly code: string; readonly message: string; readonly fix?: string }
}
