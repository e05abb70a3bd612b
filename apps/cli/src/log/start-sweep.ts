import { closeSync, openSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import type { HookKind } from '@ses/hooks'
import { keptEnv } from './kept-env.ts'
import type { LogHost } from './log-host.ts'

/** Least time between two workers, by what has happened; every end of a session gets one. Starting one takes the hook some 10 ms. */
const PAUSE_MS: Readonly<Record<HookKind, number>> = {
  session_end: 0,
  turn_end: 30_000,
  start: 120_000,
  prompt: 300_000,
  tool: 300_000,
  other: 300_000,
}

/** Starts the worker that finalises sessions, if one is due. It holds nothing of this process, least of all what the agent waits for. */
export async function startSweep(host: LogHost, project: string, logs: string, kind: HookKind): Promise<void> {
  const stamp = join(logs, '.sweep')
  const last = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs
  const now = host.now()
  if (last !== undefined && now - last < PAUSE_MS[kind] && now >= last) return
  // The first event of a store has nothing to finalise before it.
  if (last === undefined) closeSync(openSync(stamp, 'a', 0o600))
  else utimesSync(stamp, now / 1000, now / 1000)
  if (last === undefined && kind !== 'session_end') return
  const { spawn } = process.getBuiltinModule('node:child_process')
  const child = spawn(host.node, [host.bin, 'sweep'], {
    cwd: project,
    env: keptEnv(host.env),
    detached: true,
    stdio: 'ignore',
    windowsHide: true,
  })
  child.on('error', () => {})
  child.unref()
}
