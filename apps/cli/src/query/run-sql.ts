import { queryDatabase } from '@ses/store'
import type { Context } from '../context.ts'
import { prepareWidths } from '../terminal/display-width.ts'
import { neutraliseAll } from '../terminal/neutralise.ts'
import { table } from '../terminal/table.ts'

/** Prints the answer to a question in SQL. */
export async function runSql(context: Context, sql: string): Promise<number> {
  const { columns, rows } = await queryDatabase(context.store, sql)
  if (context.json) {
    context.printJson({ schema_version: 1, columns, rows })
    return 0
  }
  await prepareWidths(rows)
  const cells = neutraliseAll(rows).map((row) => row.map((cell) => String(cell ?? '').replace(/\s+/g, ' ')))
  const shown = columns.map((title, index) => {
    const numbers = rows.every((row) => typeof row[index] !== 'string')
    return numbers ? { title, align: 'right' as const } : { title, cut: 'end' as const }
  })
  const room = context.host.stdout.isTTY === true ? context.width : Number.POSITIVE_INFINITY
  const lines = table(shown, cells, { width: room, paintTitle: context.style.faint })
  context.print(lines.length === 0 ? ['No rows.'] : lines)
  return 0
}
