import { fileCategory } from '@ses/model'
import { textOf } from '../evidence.ts'
import type { RiskRule } from '../risk-rule.ts'

/** Source was changed and no test, build or type check passed after it. */
export const unverifiedCode: RiskRule = {
  id: 'unverified_code',
  title: 'Changed source was never verified',
  judge: ({ changes = [], checks }) => {
    if (checks === undefined) return []
    const sources = changes.filter((change) => fileCategory(textOf(change.path)) === 'source')
    const passed = checks.some((check) => check.kind !== 'lint' && check.kind !== 'format' && check.ok !== false && check.stale !== true)
    if (sources.length === 0 || passed) return []
    const lines = sources.reduce((sum, change) => sum + (change.addedLines ?? 0), 0)
    const points = Math.min(20, 8 + sources.length + lines / 50)
    return [{ points: Math.round(points), detail: `${sources.length} source files changed without a passing test, build or type check after them`, seen: sources.map((change) => change.path) }]
  },
}
