import type { ReviewRule } from '../review-rule.ts'
import { testRunsOf } from '../test-runs.ts'

/** Stopping while tests fail. */
export const failingLastTest: ReviewRule = {
  id: 'failing_last_test',
  title: 'The last test run failed',
  description: 'The last test run with a verdict on record did not pass, and none passed after it.',
  category: 'bug',
  severity: 'high',
  recommendation: 'Find out which tests fail and whether this change broke them.',
  confidence: 0.9,
  check(view) {
    if (view.files.length === 0) return []
    const last = testRunsOf(view).findLast(({ ok }) => ok !== undefined)
    if (last?.ok !== false) return []
    const count = last.failed === undefined ? '' : `: ${last.failed} failed`
    return [{ message: `The last test run on record did not pass${count}.`, events: last.events, subject: 'failing' }]
  },
}
