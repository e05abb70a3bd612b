import { money, percent } from '../terminal/amounts.ts'
import { neutralise } from '../terminal/neutralise.ts'
import type { Style } from '../terminal/style.ts'
import type { Spend } from '../usage/spend.ts'
import type { Limits } from './read-limits.ts'
import type { StatusInput } from './status-input.ts'

/** What the line is made from. */
export interface StatusFacts {
  readonly input: StatusInput
  /** As of the last scan; absent before the first. */
  readonly spend?: Spend
  readonly limits: Limits
  /** `2026-11-20` in the machine's calendar. */
  readonly day: string
  /** Epoch milliseconds. */
  readonly now: number
}

/** Figures of the last scan that are older say so. */
const STALE_MS = 15 * 60_000

const SCOPES: readonly string[] = ['session', 'day', 'month', 'project']

/** Model, context, session cost, cost of the day and the limit that is closest; what is unknown is left out. */
export function statusLine({ input, spend, limits, day, now }: StatusFacts, style: Style): string {
  const { model, contextPercent, sessionUsd, project } = input
  const parts: string[] = []
  if (model !== undefined) parts.push(style.strong(neutralise(model).replace(/\s+/g, ' ').slice(0, 40)))
  if (contextPercent !== undefined) {
    const text = `ctx ${Math.round(contextPercent)}%`
    parts.push(contextPercent >= 90 ? style.bad(text) : contextPercent >= 75 ? style.warn(text) : text)
  }
  if (sessionUsd !== undefined) parts.push(`${money(sessionUsd)} session`)
  const today = spend === undefined ? undefined : (spend.days[day] ?? 0) / 1e9
  if (today !== undefined) parts.push(`${money(today)} today${ageOf(now - (spend?.asOf ?? now))}`)
  const standing = closest(limits, {
    session: sessionUsd,
    day: today,
    month: spend === undefined ? undefined : sumOfMonth(spend, day.slice(0, 7)),
    project: spend === undefined || project === undefined ? undefined : (spend.projects[project] ?? 0) / 1e9,
  })
  if (standing !== undefined) {
    const { scope, share } = standing
    const text = `${scope} budget ${percent(Math.min(share, 99.99))}`
    parts.push(share > 1 ? style.bad(text) : share >= (limits['warn_at'] ?? 0.8) ? style.warn(text) : style.faint(text))
  }
  return parts.length === 0 ? 'ses' : parts.join(style.faint(' · '))
}

/** ` (2h ago)`, for what may have changed since. */
function ageOf(ms: number): string {
  if (ms < STALE_MS) return ''
  const minutes = Math.floor(ms / 60_000)
  const text =
    minutes < 60 ? `${minutes}m` : minutes < 1440 ? `${Math.floor(minutes / 60)}h` : `${Math.floor(minutes / 1440)}d`
  return ` (${text} ago)`
}

interface Standing {
  readonly scope: string
  readonly share: number
}

function closest(limits: Limits, spent: Readonly<Record<string, number | undefined>>): Standing | undefined {
  let found: Standing | undefined
  for (const scope of SCOPES) {
    const limit = limits[scope]
    const used = spent[scope]
    if (limit === undefined || used === undefined) continue
    const share = limit > 0 ? used / limit : used > 0 ? 100 : 0
    if (found === undefined || share > found.share) found = { scope, share }
  }
  return found
}

function sumOfMonth({ days }: Spend, month: string): number {
  let sum = 0
  for (const [day, nanoUsd] of Object.entries(days)) if (day.startsWith(month)) sum += nanoUsd
  return sum / 1e9
}
