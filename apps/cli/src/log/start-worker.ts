import { keptEnv } from './kept-env.ts'
import type { LogHost } from './log-host.ts'

/** Starts a command of ses that nobody waits for. It holds nothing of this process, least of all what the agent waits for. */
export function startWorker(host: LogHost, words: readonly string[], cwd: string): void {
  const { spawn } = process.getBuiltinModule('node:child_process')
  const child = spawn(host.node, [host.bin, ...words], {
    cwd,
    env: keptEnv(host.env),
    detached: true,
    stdio: 'ignore',
    windowsHide: true,
  })
  child.on('error', () => {})
  child.unref()
}
