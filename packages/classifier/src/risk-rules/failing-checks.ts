import type { RiskFinding, RiskRule } from '../risk-rule.ts'

const POINTS: Readonly<Record<string, number>> = { test: 32, build: 30, typecheck: 20, lint: 6 }

/** The last run of a kind of check failed, and nothing shows that it was mended. */
export const failingChecks: RiskRule = {
  id: 'failing_check',
  title: 'The last tests, build or lint run failed',
  judge: ({ checks }) =>
    Object.entries(POINTS).flatMap(([kind, points]): RiskFinding[] => {
      const last = checks.findLast((check) => check.kind === kind && check.ok !== undefined)
      if (last?.ok !== false) return []
      // A test run that passed later was built from the same sources.
      const mended = checks.slice(checks.indexOf(last)).some((check) => check.kind === 'test' && check.ok === true)
      const worth = last.stale === true ? points / 2 : points
      const seen = last.event === undefined ? [] : [{ text: kind, event: last.event }]
      return [
        {
          points: mended ? worth / 3 : worth,
          detail: `last ${kind} run failed${last.stale === true ? '; changes followed without another run' : ''}`,
          seen,
        },
      ]
    }),
}
