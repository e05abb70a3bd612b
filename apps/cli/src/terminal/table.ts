import { displayWidth, fit, fitPath } from './display-width.ts'

/** One column of a table; as wide as its widest cell unless it has to be cut. */
export interface Column {
  readonly title?: string
  readonly align?: 'right'
  /** What is cut when there is too little room: the end, or the start of a path. Columns without it are never cut. */
  readonly cut?: 'end' | 'path'
  /** Widest it may get, in columns. */
  readonly max?: number
  readonly paint?: (text: string, row: number) => string
}

export interface TableOptions {
  /** Columns of the whole table; the cells of columns with `cut` shrink to fit. */
  readonly width: number
  /** Blanks before each line; default 0. */
  readonly indent?: number
  readonly paintTitle?: (text: string) => string
}

const GAP = 2
const LEAST = 8

/** Rows of cells as lines with aligned columns. Titles are shown when a column has one and there are rows. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  options: TableOptions,
): string[] {
  if (rows.length === 0) return []
  const { width, indent = 0, paintTitle = (text) => text } = options
  const titled = columns.some((column) => column.title !== undefined)
  const widths = columns.map(({ title = '', max = Number.POSITIVE_INFINITY }, index) =>
    Math.min(
      max,
      rows.reduce((widest, row) => Math.max(widest, displayWidth(row[index] ?? '')), displayWidth(title)),
    ),
  )
  const room = width - indent - GAP * (columns.length - 1)
  for (let excess = sum(widths) - room; excess > 0; ) {
    const widest = widestCut(columns, widths)
    if (widest === undefined) break
    const cut = Math.min(excess, Math.max(1, (widths[widest] as number) - LEAST))
    widths[widest] = (widths[widest] as number) - cut
    excess -= cut
  }
  const line = (cells: readonly string[], paint: (text: string, column: number) => string): string => {
    const used = columns.findLastIndex((_column, index) => (cells[index] ?? '') !== '') + 1
    const painted = columns.slice(0, used).map(({ align, cut }, index) => {
      const size = widths[index] as number
      const cell = cells[index] ?? ''
      const text = cut === 'path' ? fitPath(cell, size) : displayWidth(cell) > size ? fit(cell, size) : cell
      const blanks = ' '.repeat(Math.max(0, size - displayWidth(text)))
      const shown = text === '' ? '' : paint(text, index)
      if (align === 'right') return blanks + shown
      return index === used - 1 ? shown : shown + blanks
    })
    return ' '.repeat(indent) + painted.join(' '.repeat(GAP))
  }
  const titles = titled
    ? [
        line(
          columns.map(({ title = '' }) => title),
          paintTitle,
        ),
      ]
    : []
  return [...titles, ...rows.map((row, at) => line(row, (text, column) => columns[column]?.paint?.(text, at) ?? text))]
}

/** The widest column that may still be cut. */
function widestCut(columns: readonly Column[], widths: readonly number[]): number | undefined {
  let found: number | undefined
  for (const [index, { cut }] of columns.entries()) {
    const size = widths[index] as number
    if (cut !== undefined && size > LEAST && (found === undefined || size > (widths[found] as number))) found = index
  }
  return found
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
