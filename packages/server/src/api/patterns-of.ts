import { recurringPatterns } from '@ses/reports'
import type { DashboardPatterns } from '@ses/schema'
import { addDays, type Calendar } from '../calendar.ts'
import type { SessionDigest } from '../sessions/session-digest.ts'

/** Half a year. */
const MAX_WEEKS = 26

/** What detectors saw in the sessions, with its share week by week. */
export function patternsOf(digests: readonly SessionDigest[], calendar: Calendar): DashboardPatterns {
  // The earliest first: putting in order what is in order already takes no time.
  const patterns = recurringPatterns(digests.map(({ summary }) => summary).reverse())
  const total = new Map<string, number>()
  const byPattern = new Map<string, Map<string, number>>()
  for (const { local, patterns: ids } of digests) {
    if (local === null) continue
    const { week } = local
    total.set(week, (total.get(week) ?? 0) + 1)
    for (const id of ids) {
      const weeks = byPattern.get(id) ?? new Map<string, number>()
      byPattern.set(id, weeks.set(week, (weeks.get(week) ?? 0) + 1))
    }
  }
  const weeks = weeksOf(digests, calendar)
  return {
    schema_version: 1,
    sessions: digests.length,
    patterns: patterns.map((pattern) => ({
      ...pattern,
      weeks: weeks.map((week) => {
        const sessions = byPattern.get(pattern.id)?.get(week) ?? 0
        return { week, sessions, share: sessions / (total.get(week) ?? 1) }
      }),
    })),
  }
}

/** From the first to the last session, of which the latest comes first, without gaps. */
function weeksOf(digests: readonly SessionDigest[], calendar: Calendar): string[] {
  const days = digests.flatMap(({ local }) => (local === null ? [] : [local.day]))
  const [last] = days
  const earliest = days.at(-1)
  if (last === undefined || earliest === undefined) return []
  const first = calendar.weekOf(calendar.startOf(earliest))
  const weeks: string[] = []
  let day: string = last
  while (weeks.length < MAX_WEEKS) {
    const week = calendar.weekOf(calendar.startOf(day))
    if (week < first) break
    weeks.push(week)
    day = addDays(day, -7)
  }
  return weeks.reverse()
}
