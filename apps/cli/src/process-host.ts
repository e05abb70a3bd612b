import type { Host } from './host.ts'

/** The world of this process. */
export function processHost(): Host {
  // A reader that has seen enough (`| head`) closes the pipe: that is no error.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      process.exit()
    })
  }
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    home: homeFolder(),
    now: Date.now,
  }
}

/** As `os.homedir()` answers, which takes a while to load. */
export function homeFolder(): string {
  const told = process.platform === 'win32' ? undefined : process.env['HOME']
  return told || process.getBuiltinModule('node:os').homedir()
}
