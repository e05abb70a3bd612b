import type { SummaryError } from '@ses/schema'
import { count } from '../../terminal/amounts.ts'
import { table } from '../../terminal/table.ts'
import { dateOf } from '../../terminal/times.ts'
import { cutList, heading, restLine } from '../page.ts'
import type { Section } from '../section.ts'
import { shortStamp } from '../stamp.ts'

/** Calls that failed, by the agent's own word. */
export const errors: Section = (view, page) => {
  const { style, width } = page
  const failed = view.summary.activity.errors
  if (failed.length === 0) return []
  const { shown, rest } = cutList(foldEqual(failed), 5, page)
  const rows = shown.map(({ error: { time, tool, message, event }, times }) => {
    const at = dateOf(time)
    // Without words of its own, the call says what failed.
    const call = event === undefined ? undefined : view.quote(event)?.text
    const words = message || call?.slice(call.startsWith(`${tool} `) ? tool.length + 1 : 0) || 'no message'
    return [at === undefined ? '' : shortStamp(view, at), tool, `${times > 1 ? `${times} × ` : ''}${words}`]
  })
  const columns = [{ paint: style.faint }, { cut: 'end' as const, max: 24 }, { cut: 'end' as const }]
  return [
    heading('Errors', count(failed.length, 'failed call'), page),
    ...table(columns, rows, { width, indent: 2 }),
    ...restLine(rest, page),
  ]
}

/** Errors that say the same one after another become one with a count. */
function foldEqual(failed: readonly SummaryError[]): { error: SummaryError; times: number }[] {
  const folded: { error: SummaryError; times: number }[] = []
  for (const error of failed) {
    const last = folded.at(-1)
    if (last?.error.tool === error.tool && last.error.message === error.message) last.times += 1
    else folded.push({ error, times: 1 })
  }
  return folded
}
