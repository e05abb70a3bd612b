import type { StatusDocument } from '@ses/schema'
import type { Context } from '../context.ts'
import { meteredSession } from './metered-session.ts'
import { openSession } from './told-session.ts'

/** The session that is told by hand and still open, with what it cost so far; an entry of its own for `ses status`, which seldom needs it. */
export async function openMetered(context: Context): Promise<StatusDocument['open_session']> {
  const told = openSession(context)
  return told === undefined ? undefined : await meteredSession(context, told)
}
