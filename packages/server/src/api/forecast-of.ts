import type { DashboardForecast } from '@ses/schema'
import { addDays, type Calendar, DAY_MS } from '../calendar.ts'
import type { SessionDigest } from '../sessions/session-digest.ts'

/** Days over which the pace is taken. */
const PACE_DAYS = 7

/** What the running month has cost, and will have at the pace of the last seven days, or of those since the first session. */
export function forecastOf(
  digests: readonly SessionDigest[],
  budget: number | null,
  now: number,
  calendar: Calendar,
): DashboardForecast {
  const today = calendar.dayOf(now)
  const month = today.slice(0, 7)
  const monthStart = calendar.startOf(`${month}-01`)
  const monthEnd = calendar.startOf(`${addDays(`${month}-01`, 31).slice(0, 7)}-01`)
  const paceStart = now - PACE_DAYS * DAY_MS
  let [spent, lately, first] = [0, 0, now]
  for (const { start, listed } of digests) {
    if (start === null || start > now) continue
    first = Math.min(first, start)
    if (start >= monthStart) spent += listed.cost ?? 0
    if (start >= paceStart) lately += listed.cost ?? 0
  }
  const days = Math.min(PACE_DAYS, Math.max(1, (now - first) / DAY_MS))
  const left = Math.max(0, (monthEnd - now) / DAY_MS)
  return { month, spent_usd: spent, expected_usd: spent + (lately / days) * left, budget_usd: budget }
}
