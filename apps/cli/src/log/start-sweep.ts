import { closeSync, openSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import type { HookKind } from '@ses/hooks'
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

/** What the worker needs of the environment: an agent's keys are none of its business. */
function keptEnv(env: LogHost['env']): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && KEPT.test(name)) kept[name] = value
  }
  return kept
}

const KEPT =
  /^(?:PATH|Path|HOME|USER|LOGNAME|USERPROFILE|HOMEDRIVE|HOMEPATH|APPDATA|LOCALAPPDATA|SYSTEMROOT|SystemRoot|TEMP|TMP|TMPDIR|LANG|LC_[A-Z]+|TZ|SES_[A-Z_]+|XDG_[A-Z_]+|[A-Z]+_HOME|[A-Z]+_CONFIG_DIR|(?:https?|no)_proxy|(?:HTTPS?|NO)_PROXY)$/
