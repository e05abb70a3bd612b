import type { ListDocument } from '@ses/schema'
import type { FolderIndex, SessionQuery } from '@ses/store'
import type { Context } from '../context.ts'
import { printableJson } from '../terminal/json-text.ts'
import { tellDamaged } from './tell-damaged.ts'

/** Prints the sessions that pass as a `ListDocument`, one to a line, as they are stored. */
export async function printRows(
  { context, index }: { readonly context: Context; readonly index: FolderIndex },
  query: SessionQuery,
  limit: number,
): Promise<void> {
  const { rows, total } = await index.rows(query, limit)
  await tellDamaged(context, index)
  const [before = '', after = ''] = JSON.stringify(
    { schema_version: 1, sessions: [], total } satisfies ListDocument,
    null,
    2,
  ).split('[]')
  const list = rows.length === 0 ? '[]' : `[\n    ${rows.join(',\n    ')}\n  ]`
  context.host.stdout.write(`${printableJson(`${before}${list}${after}`)}\n`)
}
