import type { SessionAnalysis } from '@ses/core'
import type {
  DashboardCheckpoint,
  DashboardLimits,
  DashboardSettings,
  DashboardSpent,
  ListedSession,
} from '@ses/schema'
import type { SessionStore, TextQuery, TextResult } from '@ses/store'

/** What the dashboard needs of the world; `apps/cli` gives it. All texts that come from it are masked. */
export interface DashboardServices {
  readonly store: SessionStore
  /** Root of the project. */
  readonly project: string
  /** Epoch milliseconds. */
  readonly now: () => number
  /** Milliseconds to add to an instant for the local time there; default: the machine's zone. */
  readonly offsetAt?: (at: number) => number
  /** Reads a session anew from its transcript, its archive or its hook events; undefined when nothing is left of any of them. */
  readonly analyse: (session: ListedSession) => Promise<SessionAnalysis | undefined>
  /** Whether there is anything to analyse, told without reading it. */
  readonly isReadable: (session: ListedSession) => Promise<boolean>
  /** Searches the texts of the store; default: in this thread, where others wait meanwhile. `version` is another one for other sessions. */
  readonly search?: (query: TextQuery, version: number) => Promise<TextResult>
  /** The latest first; none where the project is no repository. */
  readonly checkpoints: (session: ListedSession) => Promise<readonly DashboardCheckpoint[]>
  readonly limits: () => Promise<DashboardLimits>
  /** Makes them hold from now on, also for the commands of `ses`. */
  readonly setLimits: (limits: DashboardLimits) => Promise<void>
  readonly spending: () => Promise<readonly Spending[]>
  /** Of which `schema_version` is added. */
  readonly settings: () => Promise<Omit<DashboardSettings, 'schema_version'>>
  /** File that keeps the alerts of all dashboards of the user. */
  readonly alertFile: string
  /** Told of what went wrong in the background, or of a request that failed by a bug. */
  readonly onError: (what: string, error: unknown) => void
}

/** What was spent of one limit, whether it is set or not. */
export interface Spending extends Pick<DashboardSpent, 'scope' | 'spent_usd' | 'expected_usd'> {
  /** Names the day, month, session or project it was spent in: an alert is raised once for each. */
  readonly period: string
}
