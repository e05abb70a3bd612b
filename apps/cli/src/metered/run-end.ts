import { createMasker } from '@ses/secrets'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { ensureMaskingKey } from '../masking-key.ts'
import { loadConfig } from '../settings.ts'
import { budgetDocument, checkBudgets } from './budgets.ts'
import { endSession, storeEnded } from './end-session.ts'
import { meteredSession } from './metered-session.ts'
import { withOpenLock } from './open-pointer.ts'
import { printMetered } from './print-metered.ts'
import { requireOpen } from './read-input.ts'
import { readTold } from './told-session.ts'
import { maskedChanges, reportWork } from './work-report.ts'

/** Ends the open session with what git says was done since its start, and stores it. */
export async function runEnd(context: Context, input: Input): Promise<number> {
  const notes = input.text('notes')
  const { open, changes, trouble } = await withOpenLock(context, async () => {
    const open = requireOpen(context)
    const report = await reportWork(context, open.id, open.mark)
    await endSession(context, open, {
      reason: 'ended',
      changes: report.changes,
      ...(notes === undefined ? {} : { notes }),
    })
    return { open, ...report }
  })
  await storeEnded(context, [open.id])
  const { masking } = await loadConfig(context)
  const masker = createMasker({ ...masking, key: ensureMaskingKey(context.places) })
  await printMetered(context, {
    schema_version: 1,
    action: 'end',
    done: true,
    session: await meteredSession(context, readTold(context, open.id) ?? open),
    changes: changes === null ? null : maskedChanges(changes, (text) => masker.mask(text).text),
    budget: budgetDocument(await checkBudgets(context, open.id)),
    notes: trouble === undefined ? [] : [trouble],
  })
  return 0
}
