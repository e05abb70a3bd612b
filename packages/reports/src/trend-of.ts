import type { ReportPoint, ReportTrend, Summary } from '@ses/schema'
import { mannKendall } from './mann-kendall.ts'

/** Below it even the steepest series proves little: one odd session turns the verdict. */
const NEEDED = 8
const ALPHA = 0.05

/** The trend of the scores by session start; the order of `summaries` does not matter. */
export function trendOf(summaries: readonly Summary[]): ReportTrend {
  const points = pointsOf(summaries)
  const n = points.length
  const { s, tau, p, method, slope } = mannKendall(points.map(({ score }) => score))
  const told = n >= NEEDED
  const verdict = !told ? 'unknown' : p >= ALPHA || s === 0 ? 'stable' : s > 0 ? 'improving' : 'declining'
  return {
    verdict,
    test: 'mann-kendall',
    n,
    needed: NEEDED,
    s,
    tau,
    p: told ? p : null,
    method,
    alpha: ALPHA,
    slope,
    points,
  }
}

function pointsOf(summaries: readonly Summary[]): ReportPoint[] {
  return [...summaries].sort(byStart).flatMap(({ session, grade, usage }): ReportPoint[] => {
    const score = grade?.score ?? null
    if (score === null || grade === undefined || !isTime(session.start)) return []
    const { id, start, agent, type, risk, intent } = session
    const outcome = session.outcome?.state ?? null
    return [
      { id, start, score, letter: grade.letter, agent, type, risk, outcome, cost_usd: usage?.cost_usd ?? null, intent },
    ]
  })
}

/** Orders sessions by start, then end, then id; those without a start come first. */
export function byStart({ session: a }: Summary, { session: b }: Summary): number {
  return timeOf(a.start) - timeOf(b.start) || timeOf(a.end) - timeOf(b.end) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/** Whether it is a time that can be put in order. */
export function isTime(iso: string | null): iso is string {
  return iso !== null && !Number.isNaN(Date.parse(iso))
}

function timeOf(iso: string | null): number {
  return isTime(iso) ? Date.parse(iso) : 0
}
