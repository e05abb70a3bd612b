import { openIndex } from '@ses/store'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { prepareWidths } from '../terminal/display-width.ts'
import { queryOf, readFilter } from './filter-sessions.ts'
import { printRows } from './print-rows.ts'
import { sessionLines } from './session-lines.ts'
import { tellDamaged } from './tell-damaged.ts'

const DEFAULT_LIMIT = 30

/** Prints the sessions that pass the filters. */
export async function runList(context: Context, input: Input): Promise<number> {
  const query = queryOf(readFilter(input, context))
  const limit = input.number('limit') ?? (context.json || input.flag('all') ? Number.POSITIVE_INFINITY : DEFAULT_LIMIT)
  const index = openIndex(context.store)
  if (context.json) {
    await printRows({ context, index }, query, limit)
    return 0
  }
  const { sessions, total } = await index.query(query, limit)
  await tellDamaged(context, index)
  await prepareWidths(sessions)
  const names = await index.names()
  context.print(sessionLines({ shown: sessions, matching: total, names, more: '--all' }, context))
  return 0
}
