import type { UsageEntry } from '@ses/pricing'
import { dayOf, startOfDay, type TimeZone } from '../usage/time-zone.ts'

/** What was spent in US dollars by each scope of a budget, and when the month begins and ends. */
export interface Spent {
  /** Of the session asked for; absent when there is none. */
  readonly session?: number
  /** Its id. */
  readonly sessionId?: string
  readonly day: number
  readonly month: number
  /** In the project's directory and below, of all times. */
  readonly project: number
  /** Epoch milliseconds. */
  readonly monthStart: number
  readonly monthEnd: number
}

/** Sums entries, which come in order of time. Without a session id the project's latest session counts. */
export function sumSpent(
  entries: readonly UsageEntry[],
  about: { readonly now: number; readonly zone: TimeZone; readonly project: string; readonly sessionId?: string },
): Spent {
  const { now, zone, project } = about
  const [year = 0, month = 0, day = 0] = dayOf(now, zone).split('-').map(Number)
  const dayStart = startOfDay(year, month, day, zone)
  const monthStart = startOfDay(year, month, 1, zone)
  const isOwn = (entry: UsageEntry): boolean =>
    entry.project === project || entry.project?.startsWith(`${project}/`) === true
  const sessionId = about.sessionId ?? entries.findLast(isOwn)?.sessionId
  const sum = (counts: (entry: UsageEntry) => boolean): number =>
    entries.reduce((total, entry) => (counts(entry) ? total + (entry.nanoUsd ?? 0) : total), 0) / 1e9
  return {
    ...(sessionId === undefined ? {} : { sessionId, session: sum((entry) => entry.sessionId === sessionId) }),
    day: sum(({ at }) => at !== undefined && at >= dayStart && at <= now),
    month: sum(({ at }) => at !== undefined && at >= monthStart && at <= now),
    project: sum(isOwn),
    monthStart,
    monthEnd: startOfDay(year, month + 1, 1, zone),
  }
}
