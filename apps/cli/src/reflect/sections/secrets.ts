import { wrap } from '../../terminal/display-width.ts'
import { heading } from '../page.ts'
import type { Section } from '../section.ts'

/** How many secrets were masked, by rule; never their values. */
export const secrets: Section = (view, page) => {
  const entries = Object.entries(view.summary.masking.counts).sort(([, a], [, b]) => b - a)
  const total = entries.reduce((sum, [, number]) => sum + number, 0)
  if (total === 0) return []
  const text = entries.map(([rule, number]) => `${rule} ${number}`).join(', ')
  const [first = '', ...more] = wrap(`${total} masked: ${text}`, page.width - 9)
  return [heading('Secrets', first, page), ...more.map((line) => `  ${line}`)]
}
