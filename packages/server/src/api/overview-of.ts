import { median, trendOf } from '@ses/reports'
import type { DashboardDay, DashboardOverview, DashboardTotals, ListedSession, Summary } from '@ses/schema'
import { addDays, type Calendar } from '../calendar.ts'
import type { SessionDigest } from '../sessions/session-digest.ts'
import { forecastOf } from './forecast-of.ts'
import { isWithin, type Period } from './period.ts'

/** What the overview is made of. */
export interface OverviewInput {
  readonly project: string
  /** All of the project, the latest start first. */
  readonly digests: readonly SessionDigest[]
  readonly period: Period
  /** Limit of the month in US dollars; null: none. */
  readonly budget: number | null
  /** Epoch milliseconds. */
  readonly now: number
}

const RECENT = 10

const TOKENS = [
  'input_tokens',
  'cache_write_tokens',
  'cache_write_1h_tokens',
  'cache_read_tokens',
  'output_tokens',
  'reasoning_tokens',
] as const
/** The slope is the median over all pairs of them. */
const MAX_TREND = 150
/** Three years: a session with a clock that was wrong does not make ten thousand empty days. */
const MAX_DAYS = 1100

/** The project in one look. */
export function overviewOf(
  { project, digests, period, budget, now }: OverviewInput,
  calendar: Calendar,
): DashboardOverview {
  const own = digests.filter((digest) => isWithin(digest, period))
  const timed = own.flatMap(({ start }) => (start === null ? [] : [start]))
  const first = timed.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const last = timed.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  const from = period.from ?? (timed.length === 0 ? undefined : first)
  const to = period.to ?? Math.max(now, last)
  const range = from === undefined ? undefined : ([calendar.dayOf(from), calendar.dayOf(Math.max(from, to))] as const)
  return {
    schema_version: 1,
    project,
    from: range?.[0] ?? null,
    to: range?.[1] ?? null,
    totals: totalsOf(own),
    days: range === undefined ? [] : daysOf(own, range),
    heatmap: heatmapOf(own),
    grades: gradesOf(own),
    trend: trendOf(latestGraded(own)),
    forecast: forecastOf(digests, budget, now, calendar),
    recent: own.slice(0, RECENT).map(({ listed }): ListedSession => listed),
  }
}

function totalsOf(own: readonly SessionDigest[]): DashboardTotals {
  const tokens = {
    input_tokens: 0,
    cache_write_tokens: 0,
    cache_write_1h_tokens: 0,
    cache_read_tokens: 0,
    output_tokens: 0,
    reasoning_tokens: 0,
  }
  const files = new Set<string>()
  const scores: number[] = []
  let [active, findings, errors, unpriced] = [0, 0, 0, 0]
  let cost: number | null = null
  for (const { listed, summary, errors: failed } of own) {
    const { usage, changes } = summary
    for (const key of TOKENS) tokens[key] += usage?.[key] ?? 0
    for (const one of usage?.unpriced ?? []) unpriced += one.responses
    for (const { path } of changes.files) files.add(path)
    if (listed.cost !== null) cost = (cost ?? 0) + listed.cost
    if (listed.score !== null) scores.push(listed.score)
    if (listed.active) active += 1
    findings += listed.findings
    errors += failed
  }
  return {
    ...tokens,
    sessions: own.length,
    active,
    cost_usd: cost,
    unpriced_responses: unpriced,
    median_score: median(scores),
    findings,
    errors,
    files: files.size,
  }
}

function daysOf(own: readonly SessionDigest[], [from, to]: readonly [from: string, to: string]): DashboardDay[] {
  const byDay = new Map<string, SessionDigest[]>()
  for (const digest of own) {
    if (digest.local === null) continue
    const { day } = digest.local
    const list = byDay.get(day)
    if (list === undefined) byDay.set(day, [digest])
    else list.push(digest)
  }
  const days: DashboardDay[] = []
  for (let day = to; day >= from && days.length < MAX_DAYS; day = addDays(day, -1))
    days.push(dayOf(day, byDay.get(day) ?? []))
  return days.reverse()
}

function dayOf(day: string, own: readonly SessionDigest[]): DashboardDay {
  const sum = (of: (digest: SessionDigest) => number | undefined): number =>
    own.reduce((total, digest) => total + (of(digest) ?? 0), 0)
  return {
    day,
    sessions: own.length,
    cost_usd: sum(({ listed }) => listed.cost ?? 0),
    input_tokens: sum(({ summary }) => summary.usage?.input_tokens),
    cache_read_tokens: sum(({ summary }) => summary.usage?.cache_read_tokens),
    cache_write_tokens: sum(({ summary }) => summary.usage?.cache_write_tokens),
    output_tokens: sum(({ summary }) => summary.usage?.output_tokens),
    median_score: median(own.flatMap(({ listed: { score } }) => (score === null ? [] : [score]))),
  }
}

function heatmapOf(own: readonly SessionDigest[]): number[][] {
  const hours = Array.from({ length: 7 }, () => new Array<number>(24).fill(0))
  for (const { local } of own) {
    if (local === null) continue
    const row = hours[local.weekday] as number[]
    row[local.hour] = (row[local.hour] ?? 0) + 1
  }
  return hours
}

function gradesOf(own: readonly SessionDigest[]): Record<string, number> {
  const grades: Record<string, number> = {}
  for (const { listed } of own) grades[listed.grade] = (grades[listed.grade] ?? 0) + 1
  return grades
}

/** The earliest first. */
function latestGraded(own: readonly SessionDigest[]): Summary[] {
  const graded = own.filter(({ listed, start }) => listed.score !== null && start !== null).slice(0, MAX_TREND)
  return graded.map(({ summary }) => summary).reverse()
}
