import { setTimeout as sleep } from 'node:timers/promises'
import { recordFailure, type SweepReport } from '@ses/capture'
import { SesError } from '@ses/model'
import { type DeliverReport, deliverOutbox } from '@ses/webhooks'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { usableWebhook } from '../webhook/usable-webhook.ts'
import { sweep } from './sweep.ts'
import { sweepTimes } from './sweep-times.ts'

/** A worker that nobody waits for stays so long for sessions that have just ended. */
const STAY_MS = 15_000

/** Finalises what is due and sends what is queued. The worker that hooks start; without `--once` it waits for sessions to settle. */
export async function runSweep(context: Context, input: Input): Promise<number> {
  const { host } = context
  const idle = input.number('idle')
  const failed = new Map<string, string>()
  const options = {
    ...sweepTimes,
    ...(idle === undefined ? {} : { idleMs: idle * 60_000 }),
    ...(input.flag('settled') ? { settleMs: 0 } : {}),
    now: host.now,
    all: input.flag('all'),
    folders: input.words,
    onError: (folder: string, error: unknown) => {
      failed.set(folder, String(error))
      noteFailure(context, folder, error)
      context.debug('not finalised', { folder, error: String(error) })
    },
  }
  const start = Date.now()
  const swept = new Map<string, SweepReport['sessions'][number]>()
  for (;;) {
    const report = await sweep(context, options)
    for (const session of report.sessions) keep(swept, session)
    const wait = (report.dueAt ?? Number.POSITIVE_INFINITY) - host.now()
    if (input.flag('once') || Date.now() - start + wait > STAY_MS) break
    await sleep(Math.max(50, wait))
  }
  const delivery = await deliver(context)
  if (context.json) {
    context.printJson({
      schema_version: 1,
      sessions: [...swept.values()].map(({ folder, outcome }) => ({ folder, outcome })),
      failed: [...failed].map(([folder, message]) => ({ folder, message })),
      webhooks: delivery === undefined ? null : { sent: delivery.sent, pending: delivery.pending },
    })
  }
  return 0
}

/** For `ses doctor`: nobody sees what a worker prints. */
function noteFailure({ store, host }: Context, folder: string, error: unknown): void {
  try {
    const reason = error instanceof SesError ? error.code : 'bug'
    recordFailure(store.directory, { at: host.now(), agent: '', hook: `sweep ${folder}`, reason })
  } catch {
    // What can be noted nowhere is tried again by the next sweep.
  }
}

/** What a session has come to counts, not that nothing was left to do for it afterwards. */
function keep(swept: Map<string, SweepReport['sessions'][number]>, session: SweepReport['sessions'][number]): void {
  const rank = ['gone', 'busy', 'unchanged', 'child', 'waiting', 'projected', 'finalised']
  const known = swept.get(session.folder)
  if (known === undefined || rank.indexOf(session.outcome) >= rank.indexOf(known.outcome))
    swept.set(session.folder, session)
}

async function deliver(context: Context): Promise<DeliverReport | undefined> {
  const settings = await usableWebhook(context)
  if (settings === undefined) return undefined
  return deliverOutbox({ folder: context.store.directory, settings, waitMs: STAY_MS })
}
