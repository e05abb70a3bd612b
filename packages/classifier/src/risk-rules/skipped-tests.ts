import type { RiskFinding, RiskRule } from '../risk-rule.ts'

/** How test frameworks switch a test off or narrow a run to one. */
const SKIP =
  /\b(?:it|test|describe|context|suite)\.(?:skip|only|todo)\b|\b(?:xit|xdescribe|xtest|fit|fdescribe)\(|@(?:pytest\.mark\.(?:skip|xfail)|unittest\.skip|Disabled|Ignore)\b|\bpytest\.skip\(|\b[tb]\.Skip(?:f|Now)?\(|#\[ignore|\[(?:Ignore|Skip)\b|@tag :skip|\bskip: (?:true|")/g
/** Only this much of a changed text is looked at. */
const MAX_LENGTH = 100_000

/** Tests were switched off or removed. */
export const skippedTests: RiskRule = {
  id: 'skipped_tests',
  title: 'Tests were skipped or deleted',
  judge: ({ changes }) => {
    const skipping = changes.filter(
      (change) =>
        change.category === 'test' &&
        change.added !== undefined &&
        countSkips(change.added) > countSkips(change.removed ?? ''),
    )
    const deleted = changes.filter((change) => change.deleted === true && change.category === 'test')
    const findings: RiskFinding[] = []
    const list = (all: typeof changes): string => [...new Set(all.map((change) => change.name))].slice(0, 3).join(', ')
    if (skipping.length > 0)
      findings.push({
        points: 18,
        detail: `tests skipped in ${list(skipping)}`,
        seen: skipping.map((change) => change.path),
      })
    if (deleted.length > 0)
      findings.push({
        points: 12,
        detail: `test files deleted: ${list(deleted)}`,
        seen: deleted.map((change) => change.path),
      })
    return findings
  },
}

function countSkips(text: string): number {
  return text.slice(0, MAX_LENGTH).match(SKIP)?.length ?? 0
}
