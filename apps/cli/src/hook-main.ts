import { join } from 'node:path'
import { patientFs, promptFs } from '@ses/capture'
import { readStdin } from './log/read-stdin.ts'
import { runLog } from './log/run-log.ts'
import { homeFolder } from './process-host.ts'

/** Records the hook call that this process was started for. `folder` is where this program lies; `done` is told of a call that was recorded. */
export function main(folder: string, done: () => void): void {
  const leave = (): never => process.exit(0)
  process.on('uncaughtException', leave)
  process.on('unhandledRejection', leave)
  // Ctrl-C reaches the hooks of an agent too: what they have begun they finish.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
  const args = process.argv.slice(2)
  runLog(args[0] === 'log' ? args.slice(1) : args, {
    env: process.env,
    cwd: workingFolder(),
    home: homeFolder(),
    now: Date.now,
    stdin: readStdin,
    promptFs,
    patientFs,
    node: process.execPath,
    bin: join(folder, 'bin.cjs'),
  }).then((outcome) => {
    // A call to a disk that hangs cannot be taken back, and an exit would wait for it. The line that `ses enable` registers makes 0 of this.
    if (outcome === 'late') process.kill(process.pid, 'SIGKILL')
    if (outcome === 'recorded') done()
    leave()
  }, leave)
}

/** The folder may have been removed under us. */
function workingFolder(): string {
  try {
    return process.cwd()
  } catch {
    return homeFolder()
  }
}
