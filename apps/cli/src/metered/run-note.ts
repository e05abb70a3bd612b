import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { meteredSession } from './metered-session.ts'
import { printMetered } from './print-metered.ts'
import { requireOpen, textOf } from './read-input.ts'
import { tell } from './tell.ts'
import { readTold } from './told-session.ts'

/** Adds a note to the open session. */
export async function runNote(context: Context, input: Input): Promise<number> {
  const text = textOf(input.words.join(' '), 'note: expected a text')
  const open = requireOpen(context)
  await tell(context, { id: open.id, hook: 'note', payload: { text } })
  await printMetered(context, {
    schema_version: 1,
    action: 'note',
    done: true,
    session: await meteredSession(context, readTold(context, open.id) ?? open),
    budget: null,
    notes: [],
  })
  return 0
}
