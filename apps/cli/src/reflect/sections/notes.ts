import { percent } from '../../terminal/amounts.ts'
import { fit } from '../../terminal/display-width.ts'
import { cutList, heading, restLine } from '../page.ts'
import type { Section } from '../section.ts'

/** What could not be read of the transcript. */
export const notes: Section = (view, page) => {
  const { style, width } = page
  const { lines, recognised } = view.summary.coverage
  const share = lines === 0 ? 1 : recognised / lines
  const told = view.diagnostics.filter(({ code }) => code !== 'text_shortened')
  if (told.length === 0) return []
  const { shown, rest } = cutList(told, 5, page)
  const rows = shown.map(({ message, count, line }) => {
    const where = line === undefined ? '' : `line ${line}: `
    return `  ${style.warn('!')} ${fit(`${where}${message}${count > 1 ? ` (${count} times)` : ''}`, width - 4)}`
  })
  const gist = `${share < 0.9995 ? percent(Math.floor(share * 100) / 100) : '100 %'} of ${lines} lines understood`
  return [heading('Transcript', style.faint(gist), page), ...rows, ...restLine(rest, page)]
}
