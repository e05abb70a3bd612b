import { wrap } from '../../terminal/display-width.ts'
import { heading } from '../page.ts'
import type { Section } from '../section.ts'

/** The mark with its whole sum, line by line. */
export const grade: Section = (view, page) => {
  const { style, width } = page
  const { score, letter, bonuses, penalties } = view.summary.grade
  if (score === null)
    return [heading('Grade', `${letter} ${style.faint('(under 3 tool calls, too little to judge)')}`, page)]
  const paint = score >= 75 ? style.good : score >= 60 ? style.warn : style.bad
  const entries = [
    ...bonuses.map((entry, index) => ({
      ...entry,
      sign: index === 0 ? '' : '+',
      paint: index === 0 ? plain : style.good,
    })),
    ...penalties.map((entry) => ({ ...entry, sign: '−', paint: style.bad })),
  ]
  const lines = entries.flatMap(({ points, reason, sign, paint: colour }) => {
    const amount = `${sign}${Math.abs(points)}`.padStart(5)
    const [first = '', ...more] = wrap(reason, width - 7)
    return [`${colour(amount)}  ${first}`, ...more.map((line) => `       ${line}`)]
  })
  return [
    heading('Grade', `${paint(`${letter} · ${score}`)} ${style.faint('of 100')}`, page),
    ...lines,
    style.faint('  ───'),
    String(score).padStart(5),
  ]
}

function plain(text: string): string {
  return text
}
