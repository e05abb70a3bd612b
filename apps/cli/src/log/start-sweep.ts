import { closeSync, openSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import type { HookKind } from '@ses/hooks'
import type { LogHost } from './log-host.ts'
import { startWorker } from './start-worker.ts'

/** Least time between two workers, by what has happened; every end of a session gets one. Starting one takes the hook some 10 ms. */
const PAUSE_MS: Readonly<Record<HookKind, number>> = {
  session_end: 0,
  turn_end: 30_000,
  start: 120_000,
  prompt: 300_000,
  tool: 300_000,
  other: 300_000,
}

/** Starts the worker that finalises sessions, if one is due. */
export async function startSweep(host: LogHost, project: string, logs: string, kind: HookKind): Promise<void> {
  const stamp = join(logs, '.sweep')
  const last = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs
  const now = host.now()
  if (last !== undefined && now - last < PAUSE_MS[kind] && now >= last) return
  // The first event of a store has nothing to finalise before it.
  if (last === undefined) closeSync(openSync(stamp, 'a', 0o600))
  else utimesSync(stamp, now / 1000, now / 1000)
  if (last === undefined && kind !== 'session_end') return
  startWorker(host, ['sweep'], project)
}
