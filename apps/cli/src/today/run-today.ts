import { existsSync } from 'node:fs'
import { aggregateUsage, type UsageEntry } from '@ses/pricing'
import type { ListedSession, TodayDocument, TodayProject } from '@ses/schema'
import { listProjects, openIndex, openStore, type SessionQuery } from '@ses/store'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { meteredSession } from '../metered/metered-session.ts'
import { openSession } from '../metered/told-session.ts'
import { prepareWidths } from '../terminal/display-width.ts'
import { neutraliseAll } from '../terminal/neutralise.ts'
import { loadUsage } from '../usage/load-usage.ts'
import { dayOf, openTimeZone, startOfDay } from '../usage/time-zone.ts'
import { todayLines } from './today-lines.ts'

/** Prints the day. */
export async function runToday(context: Context, input: Input): Promise<number> {
  const document = await todayDocument(context, input.text('tz'))
  if (context.json) {
    context.printJson(document)
    return 0
  }
  const shown = neutraliseAll(document)
  await prepareWidths(shown)
  context.print(todayLines(shown, context))
  return 0
}

async function todayDocument(context: Context, timeZone: string | undefined): Promise<TodayDocument> {
  const { host, places } = context
  const now = host.now()
  const zone = openTimeZone(timeZone)
  const day = dayOf(now, zone)
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const since = startOfDay(year, month, date, zone)
  const registered = listProjects(places.user).map(({ path, logs }) => ({ project: path, logs }))
  const known = registered.some(({ project }) => project === places.project)
  const all = known ? registered : [...registered, { project: places.project, logs: places.logs }]
  const here = all.filter(({ project }) => existsSync(project))
  const { entries } = await loadUsage(context, [])
  const used = entries.filter(({ at }) => at !== undefined && at >= since && at <= now)
  const roots = here.map(({ project }) => project)
  const projects: TodayProject[] = []
  for (const { project, logs } of here) {
    const own = used.filter((entry) => rootOf(entry, roots) === project)
    const sessions = await sessionsIn(context, logs, {
      since,
      until: now,
      // Several projects may share a store.
      ...(here.some((other) => other.logs === logs && other.project !== project) ? { project } : {}),
    })
    const at = { places: { ...places, project, logs }, store: openStore(logs, { now: host.now }) }
    const told = openSession(at)
    const open_session = told === undefined ? null : await meteredSession(at, told)
    if (own.length === 0 && sessions.length === 0 && open_session === null) continue
    projects.push({ project, sessions, responses: own.length, cost_usd: costOf(own), open_session })
  }
  const elsewhere = used.filter((entry) => rootOf(entry, roots) === undefined)
  const totals = {
    sessions: projects.reduce((sum, { sessions }) => sum + sessions.length, 0),
    responses: used.length,
    cost_usd: costOf(used),
  }
  return {
    schema_version: 1,
    day,
    projects: projects.sort((a, b) => b.cost_usd - a.cost_usd || b.sessions.length - a.sessions.length),
    totals,
    elsewhere: { responses: elsewhere.length, cost_usd: costOf(elsewhere) },
    unpriced: aggregateUsage(used, () => 'all').unpriced,
    vanished: all.filter(({ project }) => !existsSync(project)).map(({ project }) => project),
  }
}

/** The innermost project that the work was done in. */
function rootOf({ project }: UsageEntry, roots: readonly string[]): string | undefined {
  if (project === undefined) return undefined
  const around = roots.filter((root) => project === root || project.startsWith(`${root}/`))
  return around.sort((a, b) => b.length - a.length)[0]
}

function costOf(entries: readonly UsageEntry[]): number {
  return entries.reduce((sum, { nanoUsd = 0 }) => sum + nanoUsd, 0) / 1e9
}

/** A store that cannot be read has none: the other projects are told of all the same. */
async function sessionsIn(
  { host, debug }: Context,
  logs: string,
  query: SessionQuery,
): Promise<readonly ListedSession[]> {
  try {
    return (await openIndex(openStore(logs, { now: host.now })).query(query)).sessions
  } catch (error) {
    debug('store not read', { logs, error: String(error) })
    return []
  }
}
