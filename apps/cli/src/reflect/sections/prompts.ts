import { fit, wrap } from '../../terminal/display-width.ts'
import { dateOf } from '../../terminal/times.ts'
import { cutList, heading, restLine } from '../page.ts'
import type { Section } from '../section.ts'
import { shortStamp } from '../stamp.ts'

/** What the human asked, in order; whole with `--all`. */
export const prompts: Section = (view, page) => {
  const { style, width, all } = page
  const asked = view.summary.prompts
  if (asked.length === 0) return [heading('Prompts', style.faint('none recorded'), page)]
  const { shown, rest } = cutList(asked, 10, page)
  const stamps = shown.flatMap(({ time }) => dateOf(time) ?? []).map((at) => shortStamp(view, at).length)
  const widest = Math.max(0, ...stamps)
  const lines = shown.flatMap(({ time, text }) => {
    const at = dateOf(time)
    const mark = at === undefined ? '' : shortStamp(view, at)
    const indent = widest === 0 ? 2 : widest + 4
    const room = width - indent
    const [first = '', ...more] = all ? text.split('\n').flatMap((line) => wrap(line, room)) : [fit(text, room)]
    const lead = mark === '' ? ' '.repeat(indent) : `  ${style.faint(mark)}  `
    return [lead + first, ...more.map((line) => ' '.repeat(indent) + line)]
  })
  return [heading('Prompts', String(asked.length), page), ...lines, ...restLine(rest, page)]
}
