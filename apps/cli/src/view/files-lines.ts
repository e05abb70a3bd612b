import type { ViewedFile } from '@ses/schema'
import { heading, type Page } from '../reflect/page.ts'
import { count } from '../terminal/amounts.ts'
import { table } from '../terminal/table.ts'

/** Changed files with the other sessions that changed them. */
export function filesLines(files: readonly ViewedFile[], page: Page): string[] {
  const { style, width } = page
  if (files.length === 0) return [style.faint('no file was changed')]
  const rows = files.map(({ path, category, operations, other_sessions: others }) => [
    path,
    category,
    operations.join(', '),
    others.length === 0
      ? ''
      : `also ${others
          .slice(0, 3)
          .map((id) => id.slice(0, 8))
          .join(', ')}${others.length > 3 ? ', …' : ''}`,
  ])
  const columns = [
    { cut: 'path' as const },
    { paint: style.faint },
    { cut: 'end' as const, max: 14 },
    { cut: 'end' as const, paint: style.faint },
  ]
  return [heading('Changes', count(files.length, 'file'), page), ...table(columns, rows, { width, indent: 2 })]
}
