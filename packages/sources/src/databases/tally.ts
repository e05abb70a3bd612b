import type { DatabaseReader } from './database-format.ts'

/** How much one session has in a table. */
export interface Tally {
  readonly bytes: number
  readonly changedAt: number
  readonly state: string
}

interface TallyColumns {
  readonly session: string
  /** The column that holds nearly all of a row's bytes. */
  readonly content: string
  /** Columns that grow when a row is added or changed; those that the table lacks are passed over. */
  readonly marks: readonly string[]
}

/** Counts the rows of each session in one pass; empty when there is no such table. */
export function tallyBySession(
  database: DatabaseReader,
  table: string,
  { session, content, marks }: TallyColumns,
): Map<string, Tally> {
  const columns = database.columns(table)
  const tallies = new Map<string, Tally>()
  if (!columns.has(session) || !columns.has(content)) return tallies
  const known = marks.filter((mark) => columns.has(mark))
  const latest = known.map((mark, index) => `, max(${mark}) as mark${index}`).join('')
  const sql = `select ${session} as session, count(*) as count, sum(octet_length(${content})) as bytes${latest} from ${table} group by ${session}`
  for (const row of database.rows(sql)) {
    const values = known.map((_mark, index) => row[`mark${index}`] ?? null)
    const times = values.map(Number).filter((value) => value > 1e12 && value < 1e14)
    tallies.set(String(row['session']), {
      bytes: Number(row['bytes'] ?? 0),
      changedAt: Math.max(0, ...times),
      state: JSON.stringify([row['count'], row['bytes'], ...values]),
    })
  }
  return tallies
}
