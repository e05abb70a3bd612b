import { count } from '../../terminal/amounts.ts'
import { table } from '../../terminal/table.ts'
import { heading } from '../page.ts'
import type { CheckTally } from '../tally-checks.ts'
import type { Section } from '../section.ts'

/** Tests, builds and linters that ran, and how the last run of each ended. */
export const checks: Section = (view, page) => {
  const { style, width } = page
  const tallies = view.checks
  if (tallies === undefined || tallies.length === 0) {
    return view.summary.changes.files.length === 0 ? [] : [heading('Checks', style.faint('no test, build or lint run was seen'), page)]
  }
  const rows = tallies.map((tally) => [
    tally.lastOk === undefined ? '?' : tally.lastOk ? '✓' : '✗',
    tally.kind,
    verdictOf(tally),
    (tally.command ?? '').replace(/\s+/g, ' '),
  ])
  const mark = (text: string, row: number): string => {
    const ok = tallies[row]?.lastOk
    return ok === undefined ? style.faint(text) : ok ? style.good(text) : style.bad(text)
  }
  const columns = [{ paint: mark }, {}, {}, { cut: 'end' as const, paint: style.faint }]
  return [heading('Checks', '', page), ...table(columns, rows, { width, indent: 2 })]
}

function verdictOf({ runs, failed, lastOk, passedTests, failedTests }: CheckTally): string {
  const last = lastOk === undefined ? 'result unknown' : lastOk ? 'passed' : 'failed'
  const tests = [
    ...(passedTests === undefined ? [] : [`${passedTests} passed`]),
    ...(failedTests ? [`${failedTests} failed`] : []),
  ]
  const detail = tests.length > 0 ? ` (${tests.join(', ')})` : ''
  return runs === 1 ? `${last}${detail}` : `last of ${count(runs, 'run')} ${last}${detail}${failed > 0 && lastOk !== false ? `, ${failed} failed before` : ''}`
}
