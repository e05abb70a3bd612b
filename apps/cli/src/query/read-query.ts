import { SesError } from '@ses/model'
import { type SummaryLetter, summaryRisks, summaryTypes } from '@ses/schema'
import type { SessionQuery } from '@ses/store'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { queryOf, readFilter } from '../list/filter-sessions.ts'
import { choose, compare } from './choose.ts'

/** From bad to good. */
const GRADES: readonly SummaryLetter[] = ['F', 'D', 'C', 'B', 'A', 'A+']

/** Reads the filters that the command has. Throws `SesError` `usage` for a value that none has. */
export function readQuery(input: Input, context: Pick<Context, 'host'>, names: readonly string[]): SessionQuery {
  const text = (name: string): string | undefined => (names.includes(name) ? input.text(name) : undefined)
  const minCost = names.includes('min-cost') ? input.number('min-cost') : undefined
  const [type, risk, grade, file, pattern] = [text('type'), text('risk'), text('grade'), text('file'), text('pattern')]
  return {
    ...queryOf(readFilter(input, context)),
    ...(type === undefined ? {} : { types: choose('type', type, summaryTypes) }),
    ...(risk === undefined ? {} : { risks: compare('risk', risk, summaryRisks) }),
    ...(grade === undefined ? {} : { grades: gradesOf(grade) }),
    ...(file === undefined ? {} : { file }),
    ...(pattern === undefined ? {} : { patterns: pattern.split(',').map((id) => id.trim()) }),
    ...(minCost === undefined ? {} : { minCost }),
  }
}

/** `N/A` is neither better nor worse than any other. */
function gradesOf(text: string): readonly SummaryLetter[] {
  if (/^n\/?a$/i.test(text.trim())) return ['N/A']
  return compare('grade', text, GRADES)
}

/** Throws for a limit that is no whole number. */
export function wholeNumber(option: string, value: number | undefined): number | undefined {
  if (value === undefined || Number.isInteger(value)) return value
  throw new SesError('usage', `--${option} ${value}: expected a whole number`)
}
