import { homedir } from 'node:os'
import type { Host } from './host.ts'
import { readVersion } from './version.ts'

const QUICK: ReadonlySet<string> = new Set(['list', 'ls', 'query', 'search', 'status'])

const args = process.argv.slice(2)
// What people and editors call all the time is answered before the commands are loaded.
if (args.length === 1 && (args[0] === '--version' || args[0] === '-v' || args[0] === 'version')) {
  process.stdout.write(`${readVersion()}\n`)
} else if (args.length === 1 && args[0] === 'statusline') {
  const { printStatusline } = await import('./quick-statusline.ts')
  const isDue = printStatusline({ env: process.env, cwd: process.cwd(), home: homedir(), now: Date.now() })
  const [, script] = process.argv
  if (isDue && script !== undefined) {
    // The line was printed; what it says of today is brought up to date for the next one, at most every two minutes.
    const { spawn } = await import('node:child_process')
    const options = { detached: true, stdio: 'ignore', windowsHide: true } as const
    spawn(process.execPath, [script, 'usage', '--json'], options)
      .on('error', () => {})
      .unref()
  }
} else {
  // A reader that has seen enough (`| head`) closes the pipe: that is no error.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      process.exit()
    })
  }
  const host: Host = {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    home: homedir(),
    now: Date.now,
  }
  const quick = QUICK.has(args[0] ?? '')
    ? (await import('./quick.ts')).runQuickly(args, host)
    : args[0] === 'usage'
      ? await (await import('./quick-usage.ts')).runUsageQuickly(args, host)
      : undefined
  process.exitCode = await (quick ?? (await import('./run.ts')).run(args, host))
}
