import type { RiskRule } from '../risk-rule.ts'

/** Source was changed and no test, build or type check passed after it. */
export const unverifiedCode: RiskRule = {
  id: 'unverified_code',
  title: 'Changed source was never verified',
  judge: ({ changes, checks, checksKnown }) => {
    if (!checksKnown) return []
    const sources = changes.filter((change) => change.category === 'source')
    const passed = checks.some(
      (check) => check.kind !== 'lint' && check.kind !== 'format' && check.ok !== false && check.stale !== true,
    )
    if (sources.length === 0 || passed) return []
    const lines = sources.reduce((sum, change) => sum + (change.addedLines ?? 0), 0)
    const points = Math.min(20, 8 + sources.length + lines / 50)
    return [
      {
        points: Math.round(points),
        detail: `${sources.length} source files changed without a passing test, build or type check after them`,
        seen: sources.map((change) => change.path),
      },
    ]
  },
}
