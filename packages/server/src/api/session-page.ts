import type { DashboardSessions, ListedSession } from '@ses/schema'
import { filePattern } from '@ses/store'
import type { SessionDigest } from '../sessions/session-digest.ts'
import { isWithin, type Period } from './period.ts'

/** By what a list can be put in order. */
export const sortKeys = [
  'start',
  'intent',
  'agent',
  'type',
  'risk',
  'duration',
  'score',
  'cost',
  'tool_calls',
  'files',
  'findings',
] as const

type SortKey = (typeof sortKeys)[number]

type Dimension = keyof DashboardSessions['facets']

const dimensions: readonly Dimension[] = ['agent', 'type', 'risk', 'grade']

/** Which sessions of a list are wanted, and in which order. */
export interface SessionListQuery {
  /** Words that must all stand in a session’s intent, id, agent, models or project, upper or lower case. */
  readonly q?: string
  readonly sort: SortKey
  readonly order: 'asc' | 'desc'
  /** Values of which one must be its own; absent: any. */
  readonly values: Readonly<Partial<Record<Dimension, readonly string[]>>>
  /** Ids of detectors of which one fired. */
  readonly patterns?: readonly string[]
  /** A changed file, as `ses query --file` takes it. */
  readonly file?: string
  readonly active?: boolean
  readonly period: Period
  readonly offset: number
  readonly limit: number
}

/** A stretch of the sessions that pass, which come in the order asked for; the values of a facet are counted as if it was not filtered by. */
export function sessionPage(ordered: readonly SessionDigest[], query: SessionListQuery): DashboardSessions {
  const { values, offset, limit } = query
  const passes = filterOf(query)
  const facets: Record<Dimension, Map<string, number>> = {
    agent: new Map(),
    type: new Map(),
    risk: new Map(),
    grade: new Map(),
  }
  const found: SessionDigest[] = []
  for (const digest of ordered) {
    if (!passes(digest)) continue
    const failing = dimensions.filter((name) => values[name]?.includes(digest.listed[name]) === false)
    if (failing.length === 0) found.push(digest)
    for (const name of failing.length === 0 ? dimensions : failing.length === 1 ? failing : []) {
      const value = digest.listed[name]
      facets[name].set(value, (facets[name].get(value) ?? 0) + 1)
    }
  }
  const sessions = found.slice(offset, offset + limit).map(({ listed }) => listed)
  return {
    schema_version: 1,
    total: found.length,
    offset,
    sessions,
    facets: {
      agent: Object.fromEntries(facets.agent),
      type: Object.fromEntries(facets.type),
      risk: Object.fromEntries(facets.risk),
      grade: Object.fromEntries(facets.grade),
    },
  }
}

function filterOf({ q = '', patterns, file, active, period }: SessionListQuery): (digest: SessionDigest) => boolean {
  const words = q
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '')
  const isFile = file === undefined ? undefined : filePattern(file).matches
  return (digest) => {
    if (!words.every((word) => digest.text.includes(word))) return false
    if (patterns?.some((id) => digest.patterns.includes(id)) === false) return false
    if (active !== undefined && digest.listed.active !== active) return false
    if (!isWithin(digest, period)) return false
    return isFile === undefined || digest.summary.changes.files.some(({ path }) => isFile(path))
  }
}

const RISKS: readonly string[] = ['low', 'medium', 'high']

const keyOf: Readonly<Record<Exclude<SortKey, 'start'>, (session: ListedSession) => string | number | null>> = {
  intent: ({ intent }) => intent.toLowerCase(),
  agent: ({ agent }) => agent,
  type: ({ type }) => type,
  risk: ({ risk }) => RISKS.indexOf(risk),
  duration: ({ duration_minutes }) => duration_minutes,
  score: ({ score }) => score,
  cost: ({ cost }) => cost,
  tool_calls: ({ tool_calls }) => tool_calls,
  files: ({ files_changed }) => files_changed,
  findings: ({ findings }) => findings,
}

/** Puts sessions, of which the latest comes first, in order: those without a value last in either order, equal ones the latest first. */
export function inOrder(
  digests: readonly SessionDigest[],
  { sort, order }: Pick<SessionListQuery, 'sort' | 'order'>,
): readonly SessionDigest[] {
  const sign = order === 'asc' ? 1 : -1
  // They come with the latest start first.
  const keyed = digests.map((digest) => ({
    digest,
    key: sort === 'start' ? digest.start : keyOf[sort](digest.listed),
  }))
  if (sort === 'start' && order === 'desc') return digests
  return keyed
    .sort(({ key: a }, { key: b }) => {
      if (a === b) return 0
      if (a === null) return 1
      if (b === null) return -1
      return a < b ? -sign : sign
    })
    .map(({ digest }) => digest)
}
