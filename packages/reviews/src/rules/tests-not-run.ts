import { isForShow } from '../place-of-code.ts'
import { addedCode, isProductionCode, removedCode } from '../production-code.ts'
import type { ReviewRule } from '../review-rule.ts'
import { isSamePath } from '../review-view.ts'
import { testRunsOf } from '../test-runs.ts'

/** Code that no test run has seen. */
export const testsNotRun: ReviewRule = {
  id: 'tests_not_run',
  title: 'Tests were not run on the final code',
  description:
    'Code was changed, and no test run came after its last change. Left alone: sessions without a transcript, changes of documents, configuration and markup, and a handful of lines.',
  category: 'test-gap',
  severity: 'medium',
  recommendation: 'Run the tests on the code as it is now before merging.',
  confidence: 0.85,
  check(view) {
    if (view.session === undefined || view.calls.length === 0) return []
    const files = view.files.filter(
      (file) => isProductionCode(file) && !isForShow(file.path) && file.diff.status !== 'deleted',
    )
    const size = files.reduce((sum, file) => sum + addedCode(file).length + removedCode(file).length, 0)
    if (size < LEAST_LINES) return []
    const runs = testRunsOf(view)
    const lastRun = runs.at(-1)
    const stale = files.filter((file) => lastEditOf(file.path) > (lastRun?.at ?? -1))
    function lastEditOf(path: string): number {
      return view.calls.findLastIndex(({ call }) =>
        call.outcome !== 'denied' && call.outcome !== 'error'
          ? call.files.some(({ operation, path: own, to }) => CHANGES.has(operation) && isSamePath(to ?? own, path))
          : false,
      )
    }
    const [first] = stale
    if (first === undefined) return []
    const others = stale.length === 1 ? '' : ` and ${stale.length - 1} other ${stale.length === 2 ? 'file' : 'files'}`
    const line = addedCode(first)[0]?.line
    const own = view.eventsOf(first.path)
    return [
      {
        message:
          lastRun === undefined
            ? `No test run is on record, though ${first.path}${others} changed.`
            : `${first.path}${others} changed after the last test run.`,
        file: first,
        ...(line === undefined ? {} : { line }),
        events:
          lastRun !== undefined && lastRun.events.sessionId === own.sessionId
            ? { sessionId: own.sessionId, eventIds: [...lastRun.events.eventIds, ...own.eventIds.slice(-1)] }
            : own,
        subject: `tests not run ${own.sessionId ?? ''}`,
        ...(lastRun === undefined && size >= MANY_LINES ? {} : { severity: 'low' as const }),
      },
    ]
  },
}

const LEAST_LINES = 5
const MANY_LINES = 30
const CHANGES: ReadonlySet<string> = new Set(['create', 'write', 'edit', 'rename'])
