import { count } from '../../terminal/amounts.ts'
import { table } from '../../terminal/table.ts'
import { clockOf, dateOf } from '../../terminal/times.ts'
import { cutList, heading, restLine } from '../page.ts'
import type { Section } from '../section.ts'

/** Calls that failed, by the agent's own word. */
export const errors: Section = (view, page) => {
  const { style, width } = page
  const failed = view.summary.activity.errors
  if (failed.length === 0) return []
  const { shown, rest } = cutList(failed, 5, page)
  const rows = shown.map(({ time, tool, message }) => {
    const at = dateOf(time)
    return [at === undefined ? '' : clockOf(at), tool, message || 'no message']
  })
  const columns = [{ paint: style.faint }, { cut: 'end' as const, max: 24 }, { cut: 'end' as const }]
  return [heading('Errors', count(failed.length, 'failed call'), page), ...table(columns, rows, { width, indent: 2 }), ...restLine(rest, page)]
}
