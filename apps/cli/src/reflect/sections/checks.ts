import { count } from '../../terminal/amounts.ts'
import { table } from '../../terminal/table.ts'
import { heading } from '../page.ts'
import type { Section } from '../section.ts'
import type { CheckTally } from '../tally-checks.ts'

/** Tests, builds and linters that ran, and how the last run of each ended. */
export const checks: Section = (view, page) => {
  const { style, width } = page
  const tallies = view.checks
  if (tallies === undefined || tallies.length === 0) {
    return view.summary.changes.files.length === 0
      ? []
      : [heading('Checks', style.faint('no test, build or lint run was seen'), page)]
  }
  const rows = tallies.map((tally) => [
    tally.lastOk === undefined ? '?' : tally.lastOk ? '✓' : '✗',
    tally.kind,
    verdictOf(tally),
    runsOf(tally),
    (tally.command ?? '').replace(/\s+/g, ' '),
  ])
  const mark = (text: string, row: number): string => {
    const ok = tallies[row]?.lastOk
    return ok === undefined ? style.faint(text) : ok ? style.good(text) : style.bad(text)
  }
  const columns = [{ paint: mark }, {}, {}, {}, { cut: 'end' as const, paint: style.faint }]
  return [heading('Checks', '', page), ...table(columns, rows, { width, indent: 2 })]
}

/** How the last run ended. */
function verdictOf({ lastOk, passedTests, failedTests = 0 }: CheckTally): string {
  if (lastOk === undefined) return 'not told'
  if (!lastOk) return failedTests > 0 ? `failed, ${count(failedTests, 'test')}` : 'failed'
  return passedTests === undefined ? 'passed' : `passed, ${count(passedTests, 'test')}`
}

function runsOf({ runs, failed }: CheckTally): string {
  const bad = failed === 0 || runs === 1 ? '' : `, ${failed} failed`
  return `${count(runs, 'run')}${bad}`
}
