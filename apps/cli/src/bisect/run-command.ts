import { spawn } from 'node:child_process'
import type { CommandEnd, Environment } from '@ses/checkpoints'

interface CommandCall {
  readonly cwd: string
  readonly env: Environment
  /** Ends the command and all that it started. */
  readonly signal?: AbortSignal
  /** Milliseconds; default: no limit. */
  readonly timeoutMs?: number
  readonly onOutput: (chunk: string) => void
}

/** Variables by which git finds the repository of the caller: a test must not write into it. */
const GITS = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_OBJECT_DIRECTORY', 'GIT_PREFIX', 'GIT_COMMON_DIR']

/** Runs a line as the user would type it, in the user's shell, in a process group of its own. */
export async function runCommand(line: string, call: CommandCall): Promise<CommandEnd> {
  const env = { ...call.env, PWD: call.cwd }
  for (const name of GITS) delete (env as Record<string, string | undefined>)[name]
  const start = performance.now()
  const exit = await new Promise<number>((resolve, reject) => {
    const child = spawn(line, {
      cwd: call.cwd,
      env: env as NodeJS.ProcessEnv,
      shell: call.env['SHELL'] || true,
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    })
    let late = false
    const end = (): void => {
      try {
        if (process.platform === 'win32' || child.pid === undefined) child.kill('SIGKILL')
        else process.kill(-child.pid, 'SIGKILL')
      } catch {
        // It has ended in the meantime.
      }
    }
    const timer =
      call.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            late = true
            end()
          }, call.timeoutMs)
    call.signal?.addEventListener('abort', end, { once: true })
    if (call.signal?.aborted) end()
    child.stdout.setEncoding('utf8').on('data', call.onOutput)
    child.stderr.setEncoding('utf8').on('data', call.onOutput)
    const done = (): void => {
      clearTimeout(timer)
      call.signal?.removeEventListener('abort', end)
    }
    child.on('error', (error) => {
      done()
      reject(error)
    })
    // What the command left running in the background may keep its output open; the test is over all the same.
    child.on('exit', (code, signal) => {
      done()
      setImmediate(() => resolve(late ? 124 : signal === null ? (code ?? 128) : 128 + (SIGNALS[signal] ?? 0)))
    })
  })
  return { exit, ms: Math.round(performance.now() - start) }
}

const SIGNALS: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGTERM: 15,
}
