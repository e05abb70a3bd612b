import { isAscii } from 'node:buffer'
import type { ListDocument } from '@ses/schema'
import type { FolderIndex, SessionQuery } from '@ses/store'
import type { Context } from '../context.ts'
import { printableJson } from '../terminal/json-text.ts'
import { tellDamaged } from './tell-damaged.ts'

const DELETE = 0x7f

/** Prints the sessions that pass as a `ListDocument`, one to a line, as they are stored. */
export async function printRows(
  { context, index }: { readonly context: Context; readonly index: FolderIndex },
  query: SessionQuery,
  limit: number,
): Promise<void> {
  const { json, total } = await index.rows(query, limit)
  await tellDamaged(context, index)
  const [before = '', after = ''] = JSON.stringify(
    { schema_version: 1, sessions: [], total } satisfies ListDocument,
    null,
    2,
  ).split('[]')
  const { stdout } = context.host
  if (json.length === 0) {
    stdout.write(`${before}[]${after}\n`)
    return
  }
  stdout.write(`${before}[\n`)
  // Most have nothing in them that has to be escaped; then they go out as they came in.
  const plain = isAscii(json) && !json.includes(DELETE)
  stdout.write(plain ? json : printableJson(json.toString('utf8')))
  stdout.write(`\n  ]${after}\n`)
}
