/** Columns padded to their widest cell, numbers to the right. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const text = rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' && !Number.isInteger(cell) ? cell.toFixed(3) : String(cell))),
  )
  const widths = (text[0] ?? []).map((_, column) => Math.max(...text.map((row) => (row[column] ?? '').length)))
  return text
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Rows are the true classes, columns the predicted ones. */
export function confusionTable(classes: readonly string[], confusion: readonly (readonly number[])[]): string {
  return table([
    ['true \\ predicted', ...classes],
    ...classes.map((name, index) => [name, ...(confusion[index] ?? [])]),
  ])
}
