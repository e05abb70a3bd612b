import { fit, wrap } from '../../terminal/display-width.ts'
import { clockOf, dateOf } from '../../terminal/times.ts'
import { cutList, heading, restLine } from '../page.ts'
import type { Section } from '../section.ts'

/** What the human asked, in order; whole with `--all`. */
export const prompts: Section = (view, page) => {
  const { style, width, all } = page
  const asked = view.summary.prompts
  if (asked.length === 0) return [heading('Prompts', style.faint('none recorded'), page)]
  const { shown, rest } = cutList(asked, 10, page)
  const lines = shown.flatMap(({ time, text }) => {
    const at = dateOf(time)
    const mark = at === undefined ? '     ' : clockOf(at)
    const room = width - 9
    const [first = '', ...more] = all ? text.split('\n').flatMap((line) => wrap(line, room)) : [fit(text, room)]
    return [`  ${style.faint(mark)}  ${first}`, ...more.map((line) => `         ${line}`)]
  })
  return [heading('Prompts', String(asked.length), page), ...lines, ...restLine(rest, page)]
}
