import type { Calendar } from '../calendar.ts'
import { addDays } from '../calendar.ts'
import type { SessionDigest } from '../sessions/session-digest.ts'

/** A period in epoch milliseconds, both ends included; without either end nothing is left out, sessions without a time neither. */
export interface Period {
  readonly from?: number
  readonly to?: number
}

/** Reads a day (`YYYY-MM-DD`, of which all belongs to the period) or an ISO 8601 time for each end. */
export function periodOf(since: string | undefined, until: string | undefined, calendar: Calendar): Period {
  const from = since === undefined ? undefined : since.length === 10 ? calendar.startOf(since) : Date.parse(since)
  const to =
    until === undefined ? undefined : until.length === 10 ? calendar.startOf(addDays(until, 1)) - 1 : Date.parse(until)
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}

/** Whether a session began in the period. */
export function isWithin({ start }: SessionDigest, { from, to }: Period): boolean {
  if (from === undefined && to === undefined) return true
  return start !== null && start >= (from ?? start) && start <= (to ?? start)
}
