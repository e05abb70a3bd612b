import type { ListedSession } from './list-document.ts'
import type { MeteredSession } from './metered-document.ts'
import type { UnpricedModel } from './token-counts.ts'

/** `ses today --json`: one day in all projects that `ses` was used in. */
export interface TodayDocument {
  readonly schema_version: 1
  /** `2026-11-20`. */
  readonly day: string
  /** Those with something to tell, the dearest first. */
  readonly projects: readonly TodayProject[]
  readonly totals: { readonly sessions: number; readonly responses: number; readonly cost_usd: number }
  /** What was spent outside of these projects; part of the totals. */
  readonly elsewhere: { readonly responses: number; readonly cost_usd: number }
  readonly unpriced: readonly UnpricedModel[]
  /** Registered projects that are not there any more. */
  readonly vanished: readonly string[]
}

/** A project's day. */
export interface TodayProject {
  readonly project: string
  /** Stored sessions that began that day; the latest first. */
  readonly sessions: readonly ListedSession[]
  readonly responses: number
  /** Of that day, whenever the session began. */
  readonly cost_usd: number
  /** The session that is told by hand there, while it is open. */
  readonly open_session: MeteredSession | null
}
