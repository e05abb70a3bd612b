import { randomBytes } from 'node:crypto'
import { SesError } from '@ses/model'
import { makeFolder } from '@ses/store'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { noteProject } from '../today/note-project.ts'
import { budgetDocument, checkBudgets, isExceeded } from './budgets.ts'
import { endLeftOpen, storeEnded } from './end-session.ts'
import { hideFromGit } from './hide-from-git.ts'
import { meteredSession } from './metered-session.ts'
import { withOpenLock, writePointer } from './open-pointer.ts'
import { printMetered } from './print-metered.ts'
import { textOf } from './read-input.ts'
import { tell } from './tell.ts'
import { openSession, readTold } from './told-session.ts'
import { markStart } from './work-report.ts'

/** Starts a session, unless one is open in this project or a budget forbids it. */
export async function runStart(context: Context, input: Input): Promise<number> {
  const { places, store } = context
  const task = textOf(input.words.join(' '), 'start: expected the task')
  const agent = input.text('agent')
  const standings = await checkBudgets(context)
  const budget = budgetDocument(standings)
  if (isExceeded(standings)) {
    await printMetered(context, {
      schema_version: 1,
      action: 'start',
      done: false,
      session: null,
      budget,
      notes: ['Nothing was started: a budget is exceeded. `ses budget show` tells more, `ses budget set` changes it.'],
    })
    return 1
  }
  makeFolder(store)
  hideFromGit(store.directory)
  await noteProject(context)
  const payload = { task, cwd: places.project, ...(agent === undefined ? {} : { agent }) }
  const begun = await withOpenLock(context, async () => {
    const open = openSession(context)
    const closed: string[] = []
    if (open !== undefined && input.flag('resume')) {
      await tell(context, { id: open.id, hook: 'start', payload })
      return { id: open.id, resumed: true, closed, notes: [] }
    }
    if (open !== undefined) {
      if (!input.flag('close-stale')) throw new SesError('session_active', open.id, { data: { session: open.id } })
      await endLeftOpen(context, open, 'stale')
      closed.push(open.id)
    }
    const id = `m-${randomBytes(6).toString('hex')}`
    writePointer(context, id)
    const { mark, trouble } = await markStart(context, id)
    await tell(context, { id, hook: 'start', payload: mark === undefined ? payload : { ...payload, git: mark } })
    return { id, resumed: false, closed, notes: trouble === undefined ? [] : [trouble] }
  })
  await storeEnded(context, begun.closed)
  const told = readTold(context, begun.id)
  await printMetered(context, {
    schema_version: 1,
    action: 'start',
    done: true,
    session: told === undefined ? null : await meteredSession(context, told),
    resumed: begun.resumed,
    closed: begun.closed,
    budget,
    notes: begun.notes,
  })
  return 0
}
