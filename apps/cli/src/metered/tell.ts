import { markLive, patientFs, recordEvent } from '@ses/capture'
import type { HookKind } from '@ses/hooks'
import { SesError } from '@ses/model'
import type { Masker } from '@ses/secrets'
import { makeFolder } from '@ses/store'
import type { Context } from '../context.ts'
import { eventMasker } from '../log/event-masker.ts'

/** An event of a session that is told by hand. */
export interface ToldEvent {
  readonly id: string
  readonly hook: 'start' | 'note' | 'log-ai' | 'end'
  /** In clear; masked before anything is written. */
  readonly payload: Readonly<Record<string, unknown>>
  /** Epoch milliseconds; default: now. */
  readonly at?: number
}

const KINDS: Readonly<Record<ToldEvent['hook'], HookKind>> = {
  start: 'start',
  note: 'other',
  'log-ai': 'other',
  end: 'session_end',
}

/** Appends an event by one write, as hooks do. Throws `masking_failed`, before anything is written, or `write_failed`. */
export async function tell(context: Context, { id, hook, payload, at }: ToldEvent): Promise<void> {
  const { places, store, host } = context
  const masker = await readyMasker(context)
  makeFolder(store)
  try {
    await recordEvent(
      patientFs,
      places.logs,
      {
        at: at ?? host.now(),
        agent: 'manual',
        hook,
        identity: { kind: KINDS[hook], sessionId: id },
        payload,
      },
      () => masker,
    )
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown'
    throw new SesError('write_failed', `${places.logs} (${reason})`, { data: { path: places.logs, reason }, cause })
  }
  markLive(store.fs, places.logs, id)
}

async function readyMasker({ places }: Context): Promise<Masker> {
  try {
    return await eventMasker(places)
  } catch (cause) {
    if (cause instanceof SesError) throw cause
    throw new SesError('masking_failed', (cause as Error).message, { cause })
  }
}
