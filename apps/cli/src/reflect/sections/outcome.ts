import { percent } from '../../terminal/amounts.ts'
import { fit } from '../../terminal/display-width.ts'
import { cutList, heading, restLine } from '../page.ts'
import type { Section } from '../section.ts'

/** How it ended, and the signs of it. */
export const outcome: Section = (view, page) => {
  const { style, width } = page
  const { state, confidence } = view.summary.session.outcome
  if (confidence === 0) return []
  const paint = state === 'completed' ? style.good : state === 'partial' ? style.warn : style.bad
  const signs = [...(view.summary.evidence.outcome ?? [])].sort(
    (a, b) => Math.abs(b.weight ?? 0) - Math.abs(a.weight ?? 0),
  )
  const { shown, rest } = cutList(signs, 5, page)
  return [
    heading('Outcome', `${paint(state)} ${style.faint(`(${percent(confidence)} sure)`)}`, page),
    ...shown.map(({ weight = 0, detail, rule }) => {
      const sign = weight < 0 ? style.bad('−') : style.good('+')
      return `  ${sign} ${fit(detail ?? rule, width - 4)}`
    }),
    ...restLine(rest, page),
  ]
}
