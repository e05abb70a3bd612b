import { percent } from '../../terminal/amounts.ts'
import { fit } from '../../terminal/display-width.ts'
import { cutList, heading, restLine } from '../page.ts'
import type { Section } from '../section.ts'

/** What kind of work it was and how much a mistake would cost, with reasons. */
export const typeAndRisk: Section = (view, page) => {
  const { style, width } = page
  const { session, evidence } = view.summary
  const why = evidence.type[0]?.detail
  const typeLine = heading('Type', `${session.type} ${style.faint(`(${percent(session.type_confidence)} sure)`)}`, page)
  const paint = session.risk === 'high' ? style.bad : session.risk === 'medium' ? style.warn : style.good
  const { shown, rest } = cutList(evidence.risk, 5, page)
  return [
    typeLine,
    ...(why === undefined ? [] : [`  ${fit(why, width - 2)}`]),
    heading('Risk', `${paint(session.risk)} ${style.faint(`· ${session.risk_score} of 100`)}`, page),
    ...shown.map(({ weight, detail, rule }) => {
      return `  ${String(Math.round(weight ?? 0)).padStart(3)}  ${fit(detail ?? rule, width - 7)}`
    }),
    ...restLine(rest, page),
  ]
}
