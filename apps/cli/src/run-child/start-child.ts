import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { SesError } from '@ses/model'

/** How a child is started. */
export interface ChildOptions {
  readonly command: string
  /** Passed on as they are, by no shell. */
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  /** Where its stdout goes: ours, or stderr where ours is for a document. */
  readonly stdout: 'inherit' | 'stderr'
  /** True when a terminal sends Ctrl-C to the child, too, which then must not get it twice. */
  readonly terminal: boolean
}

/** How a child ended: its code, or the signal that killed it. */
export interface ChildEnd {
  /** 128 and the number of the signal where one killed it, as shells tell it. */
  readonly code: number
  readonly signal: NodeJS.Signals | null
}

/** Of the terminal's own signals every process of the group gets one. */
const FROM_TERMINAL: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT']
const FORWARDED: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGUSR2', ...FROM_TERMINAL]

/** Runs a child to its end. Signals reach it, and never end us before it. Throws `not_found` for a command that is not there. */
export function startChild({ command, args, cwd, env, stdout, terminal }: ChildOptions): Promise<ChildEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      shell: false,
      stdio: ['inherit', stdout === 'inherit' ? 'inherit' : 2, 'inherit'],
    })
    const listeners = FORWARDED.map((signal) => {
      const listener = (): void => {
        if (!(terminal && FROM_TERMINAL.includes(signal))) child.kill(signal)
      }
      process.on(signal, listener)
      return () => process.off(signal, listener)
    })
    const settle = (): void => {
      for (const remove of listeners) remove()
    }
    child.on('error', (cause: NodeJS.ErrnoException) => {
      settle()
      const missing = cause.code === 'ENOENT'
      const why = missing ? 'no such command' : `cannot be run (${cause.code ?? cause.message})`
      reject(new SesError(missing ? 'not_found' : 'unreadable', `${command}: ${why}`, { data: { command }, cause }))
    })
    child.on('exit', (code, signal) => {
      settle()
      resolve({ code: signal === null ? (code ?? 0) : 128 + constants.signals[signal], signal })
    })
  })
}
