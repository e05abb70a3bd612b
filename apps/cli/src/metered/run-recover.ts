import { SesError } from '@ses/model'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { duration } from '../terminal/amounts.ts'
import { endLeftOpen, storeEnded } from './end-session.ts'
import { meteredSession } from './metered-session.ts'
import { withOpenLock } from './open-pointer.ts'
import { printMetered } from './print-metered.ts'
import { openSession, readTold, type ToldSession } from './told-session.ts'

const HOUR_MS = 3_600_000
const DEFAULT_HOURS = 24

/** Ends a session that was left open and of which nothing was told for long. */
export async function runRecover(context: Context, input: Input): Promise<number> {
  const hours = input.number('max-age') ?? DEFAULT_HOURS
  if (!(hours >= 0)) throw new SesError('usage', '--max-age: expected a number of hours from 0')
  const { open, closed, note } = await withOpenLock(context, async () => {
    const open = openSession(context)
    if (open === undefined) return { open, closed: [], note: 'No session is open here.' }
    const silent = context.host.now() - open.lastAt
    if (silent < hours * HOUR_MS) return { open, closed: [], note: stillOpen(silent, hours) }
    await endLeftOpen(context, open, 'recovered')
    return { open, closed: [open.id], note: undefined }
  })
  await storeEnded(context, closed)
  const told: ToldSession | undefined = open === undefined ? undefined : (readTold(context, open.id) ?? open)
  await printMetered(context, {
    schema_version: 1,
    action: 'recover',
    done: closed.length > 0,
    session: told === undefined ? null : await meteredSession(context, told),
    closed,
    budget: null,
    notes: note === undefined ? [] : [note],
  })
  return 0
}

function stillOpen(silent: number, hours: number): string {
  return `Something was told of it ${duration(Math.max(0, silent))} ago, less than ${hours} h: it stays open.`
}
