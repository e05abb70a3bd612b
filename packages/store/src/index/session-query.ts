import type { ListedSession, SummaryLetter, SummaryRisk, SummaryType } from '@ses/schema'

/** Which sessions are wanted; what is absent lets all through. */
export interface SessionQuery {
  /** Epoch milliseconds, both ends included; a session without a start passes neither. */
  readonly since?: number
  readonly until?: number
  readonly agents?: readonly string[]
  /** A directory: sessions in it or below it. */
  readonly project?: string
  readonly types?: readonly SummaryType[]
  readonly risks?: readonly SummaryRisk[]
  readonly grades?: readonly SummaryLetter[]
  /** US dollars; a session without a known cost does not pass. */
  readonly minCost?: number
  /** A changed file: its path, the end of its path, a directory above it, or any of them with `*` and `?` in it. */
  readonly file?: string
  /** Ids of detectors, each of which fired. */
  readonly patterns?: readonly string[]
  readonly active?: boolean
  /** Beginning of the session's id or of its folder's name. */
  readonly name?: string
}

/** What a query looks at without the details. */
export interface SessionFacts
  extends Pick<ListedSession, 'agent' | 'type' | 'risk' | 'grade' | 'cost' | 'project' | 'active'> {
  /** Epoch milliseconds; null for a session without a time. */
  readonly start: number | null
}

/** Those of a listed session. */
export function factsOf({ start, agent, type, risk, grade, cost, project, active }: ListedSession): SessionFacts {
  const time = start === null ? Number.NaN : Date.parse(start)
  return { start: Number.isNaN(time) ? null : time, agent, type, risk, grade, cost, project, active }
}

/** Whether a session passes all that can be told by its facts: `file` and `patterns` are not looked at. */
export function passesFacts(facts: SessionFacts, query: SessionQuery): boolean {
  const { since, until, agents, project, types, risks, grades, minCost, active } = query
  if (since !== undefined || until !== undefined) {
    const start = facts.start ?? Number.NaN
    if (since !== undefined && !(start >= since)) return false
    if (until !== undefined && !(start <= until)) return false
  }
  if (agents !== undefined && !agents.includes(facts.agent)) return false
  if (types !== undefined && !types.includes(facts.type)) return false
  if (risks !== undefined && !risks.includes(facts.risk)) return false
  if (grades !== undefined && !grades.includes(facts.grade)) return false
  if (minCost !== undefined && !(facts.cost !== null && facts.cost >= minCost)) return false
  if (active !== undefined && facts.active !== active) return false
  if (project === undefined) return true
  return facts.project === project || facts.project?.startsWith(project === '/' ? '/' : `${project}/`) === true
}
