import { openIndex } from '@ses/store'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { printRows } from '../list/print-rows.ts'
import { sessionLines } from '../list/session-lines.ts'
import { tellDamaged } from '../list/tell-damaged.ts'
import { prepareWidths } from '../terminal/display-width.ts'
import { readQuery, wholeNumber } from './read-query.ts'

const DEFAULT_LIMIT = 30
const FILTERS = ['file', 'type', 'risk', 'grade', 'pattern', 'min-cost']

/** Prints the sessions that pass the filters. */
export async function runQuery(context: Context, input: Input): Promise<number> {
  const sql = input.text('sql')
  if (sql !== undefined) return (await import('./run-sql.ts')).runSql(context, sql)
  const query = readQuery(input, context, FILTERS)
  const recent = wholeNumber('recent', input.number('recent'))
  const limit = wholeNumber('limit', input.number('limit'))
  const all = context.json || recent !== undefined
  const most = Math.min(recent ?? Number.POSITIVE_INFINITY, limit ?? (all ? Number.POSITIVE_INFINITY : DEFAULT_LIMIT))
  const index = openIndex(context.store)
  if (context.json) {
    await printRows({ context, index }, query, most)
    return 0
  }
  const { sessions, total } = await index.query(query, most)
  await tellDamaged(context, index)
  await prepareWidths(sessions)
  const shown = recent === undefined ? total : Math.min(total, recent)
  const names = await index.names()
  context.print(sessionLines({ shown: sessions, matching: shown, names, more: `--limit ${total}` }, context))
  return 0
}
