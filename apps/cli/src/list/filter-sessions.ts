import { resolve } from 'node:path'
import { SesError } from '@ses/model'
import type { ListedSession } from '@ses/schema'
import type { SessionQuery } from '@ses/store'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'

/** What every listing may be narrowed by. */
export interface SessionFilter {
  /** Epoch milliseconds, both ends included. */
  readonly since?: number
  readonly until?: number
  readonly agent?: string
  /** Absolute directory. */
  readonly project?: string
}

/** Reads the filter options. Throws `SesError` `usage` for a time that is none. */
export function readFilter(input: Input, { host }: Pick<Context, 'host'>): SessionFilter {
  const since = timeOf('since', input.text('since'), host.now())
  const until = timeOf('until', input.text('until'), host.now())
  const agent = input.text('agent')
  const project = input.text('project')
  return {
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(agent === undefined ? {} : { agent }),
    ...(project === undefined ? {} : { project: resolve(host.cwd, project) }),
  }
}

/** The same as a question to the index; `--agent` may name several. */
export function queryOf({ agent, ...filter }: SessionFilter): SessionQuery {
  return { ...filter, ...(agent === undefined ? {} : { agents: agent.split(',').map((id) => id.trim()) }) }
}

/** Sessions that pass; one without a start passes no time filter. */
export function filterSessions(sessions: readonly ListedSession[], filter: SessionFilter): ListedSession[] {
  const { since, until, agent, project } = filter
  return sessions.filter((session) => {
    const start = session.start === null ? Number.NaN : Date.parse(session.start)
    if (since !== undefined && !(start >= since)) return false
    if (until !== undefined && !(start <= until)) return false
    if (agent !== undefined && session.agent !== agent) return false
    return project === undefined || session.project === project || session.project?.startsWith(`${project}/`) === true
  })
}

const AGO = /^(\d{1,6})([mhdw])$/
const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** Epoch milliseconds of a date or of a time ago. Throws `SesError` `usage` for a text that is neither. */
export function timeOf(
  option: 'since' | 'until' | 'older-than',
  text: string | undefined,
  now: number,
): number | undefined {
  if (text === undefined) return undefined
  const ago = AGO.exec(text)
  if (ago !== null) return now - Number(ago[1]) * (UNIT_MS[ago[2] ?? ''] ?? 0)
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (day !== null) {
    const [year, month, date] = day.slice(1).map(Number) as [number, number, number]
    const start = new Date(year, month - 1, date)
    // A day is a day of the user's calendar, and `--until` includes it.
    if (start.getMonth() === month - 1) return option === 'until' ? +new Date(year, month - 1, date + 1) - 1 : +start
  } else if (/^\d{4}-\d\d-\d\dT/.test(text)) {
    const time = Date.parse(text)
    if (!Number.isNaN(time)) return time
  }
  throw new SesError('usage', `--${option} ${text}: expected a date like 2026-02-27 or an age like 7d`)
}
