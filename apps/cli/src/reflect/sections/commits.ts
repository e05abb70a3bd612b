import { table } from '../../terminal/table.ts'
import { cutList, heading, restLine } from '../page.ts'
import type { Section } from '../section.ts'

/** Commits the session made. */
export const commits: Section = (view, page) => {
  const { style, width } = page
  const made = view.summary.session.commits
  if (made.length === 0) return []
  const { shown, rest } = cutList(made, 8, page)
  const rows = shown.map(({ sha, subject, branch }) => [sha.slice(0, 9), subject ?? '', page.all ? (branch ?? '') : ''])
  const columns = [{ paint: style.name }, { cut: 'end' as const }, { paint: style.faint }]
  return [
    heading('Commits', String(made.length), page),
    ...table(columns, rows, { width, indent: 2 }),
    ...restLine(rest, page),
  ]
}
