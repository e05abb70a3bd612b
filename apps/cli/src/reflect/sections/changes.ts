import { count } from '../../terminal/amounts.ts'
import { fit, wrap } from '../../terminal/display-width.ts'
import { table } from '../../terminal/table.ts'
import { cutList, heading, restLine } from '../page.ts'
import type { Section } from '../section.ts'

const MAX_FILES = 12

/** Files changed, by category, and what a reviewer should look at. */
export const changes: Section = (view, page) => {
  const { style, width } = page
  const { files, summary: categories } = view.summary.changes
  if (files.length === 0) return [heading('Changes', style.faint('no file was changed'), page)]
  const added = files.reduce((sum, file) => sum + (file.added ?? 0), 0)
  const removed = files.reduce((sum, file) => sum + (file.removed ?? 0), 0)
  const kinds = Object.entries(categories)
    .sort(([, a = 0], [, b = 0]) => b - a)
    .map(([category, number]) => `${number} ${category}`)
  const order = kinds.map((kind) => kind.split(' ')[1])
  const sorted = [...files].sort((a, b) => order.indexOf(a.category) - order.indexOf(b.category))
  const { shown, rest } = cutList(sorted, MAX_FILES, page)
  const rows = shown.map((file, index) => [
    file.category === shown[index - 1]?.category ? '' : file.category,
    file.path,
    file.operations.join(', '),
    file.added ? `+${file.added}` : '',
    file.removed ? `−${file.removed}` : '',
  ])
  const columns = [
    { paint: style.faint },
    { cut: 'path' as const },
    { cut: 'end' as const, max: 14, paint: style.faint },
    { align: 'right' as const, paint: style.good },
    { align: 'right' as const, paint: style.bad },
  ]
  const total = `${count(files.length, 'file')} · `
  const used = `Changes  ${total}+${added} −${removed} · `.length
  const list = kinds.length > 1 ? style.faint(` · ${fit(kinds.join(', '), width - used)}`) : ''
  return [
    heading('Changes', `${total}${style.good(`+${added}`)} ${style.bad(`−${removed}`)}${list}`, page),
    ...table(columns, rows, { width, indent: 2 }),
    ...restLine(rest, page),
    ...hintsOf(view.summary).flatMap((hint) =>
      wrap(hint, width - 4).map((line, index) => `  ${index === 0 ? style.warn('!') : ' '} ${line}`),
    ),
  ]
}

function hintsOf({ review_hints: hints, changes: { files } }: Parameters<Section>[0]['summary']): string[] {
  const { files_without_tests: untested } = hints
  const named = untested.slice(0, 3).join(', ')
  const source = files.some((file) => file.category === 'source')
  return [
    ...(untested.length > 0
      ? [`no test changed or run for ${named}${untested.length > 3 ? ` and ${untested.length - 3} more` : ''}`]
      : []),
    ...(source && !hints.tests_run ? ['no test was run'] : []),
    ...(hints.large_change ? ['a large change: review it in parts'] : []),
    ...(hints.config_changed ? ['configuration was changed'] : []),
    ...(hints.migration_added ? ['a migration was added'] : []),
  ]
}
