import type { CheckKind } from '@ses/model'
import type { EventRef, ReviewView } from './review-view.ts'

/** A call that ran tests. */
export interface TestRun {
  /** Index in `ReviewView.calls`. */
  readonly at: number
  /** Absent when nothing tells. */
  readonly ok?: boolean
  readonly failed?: number
  readonly events: EventRef
}

/** The test runs of a session in order, with what they reported. */
export function testRunsOf(view: ReviewView): TestRun[] {
  return view.calls.flatMap(({ call, sessionId }, at): TestRun[] => {
    if (call.outcome === 'denied') return []
    const events = { sessionId, eventIds: [call.id] }
    const checks = (call.checks ?? []).filter(({ kind }) => kind === TEST)
    if (checks.length > 0) {
      const failed = checks.reduce((sum, check) => sum + (check.failed ?? 0), 0)
      const verdict = checks.some(({ ok }) => ok === false)
        ? { ok: false }
        : checks.every(({ ok }) => ok === true)
          ? { ok: true }
          : {}
      return [{ at, events, ...verdict, ...(failed > 0 ? { failed } : {}) }]
    }
    const ran = call.commandKinds?.includes(TEST) === true || WHOLE_CHECK.test(call.command ?? '')
    return ran ? [{ at, events }] : []
  })
}

/** Tasks that by custom run the tests among other things. */
const WHOLE_CHECK =
  /\b(?:(?:mise|npm|pnpm|yarn|bun|poe|hatch) run|pnpm|yarn|make|just|task|rake|gradlew?|mvnw?|sbt)\s+(?:-\S+\s+)?(?:check|verify|ci|validate|precommit|all)\b/

const TEST: CheckKind = 'test'
