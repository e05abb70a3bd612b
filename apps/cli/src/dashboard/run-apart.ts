import { spawn } from 'node:child_process'
import type { Context } from '../context.ts'

/** Output that is believed to be one of ours. */
const MAX_OUTPUT = 20_000_000

/**
 * Runs a command of `ses` in a process of its own, so that what it takes keeps no page waiting, and answers what it printed. Undefined where
 * that is not possible: the caller then does the work here.
 */
export function runApart({ host }: Pick<Context, 'host'>, args: readonly string[]): Promise<string | undefined> {
  const [, program] = process.argv
  // From source there is no program of its own to start.
  if (import.meta.url.includes('/src/') || program === undefined) return Promise.resolve(undefined)
  return new Promise((done) => {
    const env = { ...host.env, HOME: host.env['HOME'] ?? host.home }
    const stdio = ['ignore', 'pipe', 'ignore'] as const
    const child = spawn(process.execPath, [program, ...args], { cwd: host.cwd, env, stdio: [...stdio] })
    let text = ''
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      if (text.length > MAX_OUTPUT) child.kill()
    })
    child.once('error', () => done(undefined))
    child.once('close', (_, signal) => done(signal === null ? text : undefined))
  })
}
