import { resolve } from 'node:path'
import { SesError } from '@ses/model'
import type { UsageEntry } from '@ses/pricing'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { openTimeZone, startOfDay, type TimeZone } from './time-zone.ts'

/** Which responses are shown, and in whose calendar. */
export interface UsageFilter {
  /** Epoch milliseconds, both ends included. */
  readonly since?: number
  readonly until?: number
  readonly agent?: string
  /** Directories: the one named from here, and the name as it was typed. */
  readonly project?: readonly [path: string, typed: string]
  readonly zone: TimeZone
}

/** Reads the options of `ses usage`. Throws `SesError` `usage` for a time or a zone that is none. */
export function readUsageFilter(input: Input, { host }: Pick<Context, 'host'>): UsageFilter {
  const zone = openTimeZone(input.text('tz'))
  const since = momentOf('since', input.text('since'), host.now(), zone)
  const until = momentOf('until', input.text('until'), host.now(), zone)
  const agent = input.text('agent')
  const project = input.text('project')
  return {
    zone,
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(agent === undefined ? {} : { agent }),
    ...(project === undefined ? {} : { project: [resolve(host.cwd, project), project] }),
  }
}

/** Whether a response passes; one without a time passes no time filter. */
export function passesFilter({ at, agent, project }: UsageEntry, filter: UsageFilter): boolean {
  if (filter.since !== undefined && !(at !== undefined && at >= filter.since)) return false
  if (filter.until !== undefined && !(at !== undefined && at <= filter.until)) return false
  if (filter.agent !== undefined && agent !== filter.agent) return false
  return filter.project === undefined || (project !== undefined && isWithin(project, filter.project))
}

function isWithin(project: string, [path, typed]: readonly [string, string]): boolean {
  const name = project.slice(Math.max(project.lastIndexOf('/'), project.lastIndexOf('\\')) + 1)
  return project === path || project.startsWith(path === '/' ? path : `${path}/`) || project === typed || name === typed
}

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

function momentOf(
  option: 'since' | 'until',
  text: string | undefined,
  now: number,
  zone: TimeZone,
): number | undefined {
  if (text === undefined) return undefined
  const ago = /^(\d{1,6})([mhdw])$/.exec(text)
  if (ago !== null) return now - Number(ago[1]) * (UNIT_MS[ago[2] ?? ''] ?? 0)
  const day = /^(\d{4})-?(\d\d)-?(\d\d)$/.exec(text)
  if (day !== null) {
    const [year, month, date] = day.slice(1).map(Number) as [number, number, number]
    if (new Date(Date.UTC(year, month - 1, date)).getUTCMonth() === month - 1) {
      // `--until` includes its day.
      return option === 'since' ? startOfDay(year, month, date, zone) : startOfDay(year, month, date + 1, zone) - 1
    }
  } else if (/^\d{4}-\d\d-\d\dT/.test(text)) {
    const time = Date.parse(text)
    if (!Number.isNaN(time)) return time
  }
  throw new SesError('usage', `--${option} ${text}: expected a date like 2026-02-27 or an age like 7d`)
}
