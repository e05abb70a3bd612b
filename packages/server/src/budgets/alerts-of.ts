import { createHash } from 'node:crypto'
import type { DashboardAlert, DashboardLimits } from '@ses/schema'
import type { Spending } from '../services.ts'
import { standingsOf } from './standings-of.ts'

/** The alerts that spending gives reason for at this moment, epoch milliseconds. Their ids are the same at every look within one period. */
export function alertsOf(limits: DashboardLimits, spending: readonly Spending[], now: number): DashboardAlert[] {
  return standingsOf(limits, spending).flatMap(({ scope, state, spent_usd, limit_usd }, position) => {
    if (state === 'ok' || limit_usd === null) return []
    // Another limit is another occasion.
    const occasion = JSON.stringify([scope, spending[position]?.period, state, limit_usd])
    const id = createHash('sha256').update(occasion).digest('hex').slice(0, 16)
    return [{ id, at: new Date(now).toISOString(), scope, state, spent_usd, limit_usd, acknowledged: false }]
  })
}
