import type { CatalogRow } from './catalog.ts'

/**
 * The row in force at an instant (epoch milliseconds); without one, the row in force on `asOf`, hours of the day left aside.
 * Rows for hours belong to the dated row before them, so a new rush-hour price does not reach back before its date.
 */
export function rowAt(rows: readonly CatalogRow[], at: number | undefined, asOf: string): CatalogRow | undefined {
  const time = at ?? Date.parse(asOf)
  let start = 0
  rows.forEach((row, index) => {
    if (row.from !== undefined && Date.parse(row.from) <= time) start = index
  })
  let chosen = rows[start]
  if (chosen === undefined || at === undefined) return chosen
  const second = (((at / 1000) % 86_400) + 86_400) % 86_400
  for (let index = start + 1; index < rows.length; index++) {
    const row = rows[index] as CatalogRow
    if (row.hours === undefined) break
    if (isWithin(second, row.hours)) {
      chosen = { ...row, ...(chosen.from === undefined ? {} : { from: chosen.from }) }
    }
  }
  return chosen
}

function isWithin(second: number, [start, end]: readonly [number, number]): boolean {
  return end < start ? second >= start || second < end : second >= start && second < end
}
