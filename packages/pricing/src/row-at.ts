import type { CatalogRow } from './catalog.ts'

/** A price row and the ISO date since when it holds, where it has one. */
export interface DatedRow {
  readonly row: CatalogRow
  readonly from?: string
}

/**
 * The row in force at an instant (epoch milliseconds); without one, the row in force on `asOf`, hours of the day left aside.
 * Rows for hours belong to the dated row before them, so a new rush-hour price does not reach back before its date.
 */
export function rowAt(rows: readonly CatalogRow[], at: number | undefined, asOf: string): DatedRow | undefined {
  const [first] = rows
  if (first === undefined) return undefined
  if (rows.length === 1) return { row: first, ...(first.from === undefined ? {} : { from: first.from }) }
  const time = at ?? Date.parse(asOf)
  let start = 0
  rows.forEach((row, index) => {
    if (row.from !== undefined && Date.parse(row.from) <= time) start = index
  })
  const dated = rows[start] as CatalogRow
  const from = dated.from === undefined ? {} : { from: dated.from }
  if (at !== undefined) {
    const second = (((at / 1000) % 86_400) + 86_400) % 86_400
    for (let index = start + 1; rows[index]?.hours !== undefined; index++) {
      const row = rows[index] as CatalogRow
      if (isWithin(second, row.hours as readonly [number, number])) return { row, ...from }
    }
  }
  return { row: dated, ...from }
}

function isWithin(second: number, [start, end]: readonly [number, number]): boolean {
  return end < start ? second >= start || second < end : second >= start && second < end
}
