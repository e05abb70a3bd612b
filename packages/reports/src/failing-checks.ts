import type { Session } from '@ses/model'
import { type CheckRun, checkRuns, covers } from './check-run.ts'

/** A failed run that nothing later made good. */
export interface FailingCheck {
  readonly run: CheckRun
  /** What came later: a `part` of it passed, it ran again with a result `untold`, or nothing. */
  readonly since?: 'part' | 'untold'
}

/** Runs that are looked at: each is held against every later one, and the state at the end shows long before. */
const MAX_RUNS = 500

/** Checks as they stood at the end: the last state of each, only those that failed, and of one tool the last. */
export function failingChecks(session: Session): FailingCheck[] {
  const failing = new Map<string, FailingCheck>()
  const later: CheckRun[] = []
  // From the end, so that each run is held against the later ones.
  for (const run of checkRuns(session).slice(-MAX_RUNS).reverse()) {
    const told = later.filter(({ ok }) => ok !== undefined)
    const tool = `${run.kind} ${run.scope.tool}`
    if (run.ok === false && !failing.has(tool) && !told.some((each) => covers(each, run))) {
      const part = told.some((each) => each.ok === true && covers(run, each))
      const untold = later.some((each) => each.ok === undefined && covers(each, run))
      failing.set(tool, { run, ...(part ? { since: 'part' } : untold ? { since: 'untold' } : {}) })
    }
    later.push(run)
  }
  return [...failing.values()].reverse()
}
