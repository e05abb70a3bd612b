import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { CommandOutcome, Services } from '@ses/mcp'
import type { Context } from '../context.ts'
import { type Host, writtenText } from '../host.ts'

/** Room for a wide table: nothing is cut for a terminal that is not there. */
const COLUMNS = 120

/** Commands run in this process with their own stdout; paths are resolved from the project. */
export function createServices(
  { host, places, runLine = nowhere }: Pick<Context, 'host' | 'places' | 'runLine'>,
  extraRoots: readonly string[],
): Services {
  const run = async (args: readonly string[]): Promise<CommandOutcome> => {
    const out: string[] = []
    const err: string[] = []
    const exit = await runLine(args, {
      ...host,
      stdin: nothing,
      stdout: { write: (text) => out.push(writtenText(text)), isTTY: false, columns: COLUMNS },
      stderr: { write: (text) => err.push(writtenText(text)), isTTY: false },
      // Colours would reach the model as escape sequences.
      env: { ...host.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    })
    return { exit, stdout: out.join(''), stderr: err.join('') }
  }
  const realPath = async (path: string): Promise<string | undefined> => {
    try {
      return await realpath(resolve(host.cwd, path))
    } catch {
      return undefined
    }
  }
  const allowedRoots = async (): Promise<readonly string[]> => {
    const { locateSources } = await import('@ses/sources')
    const { env, home } = host
    const found = await locateSources({ env, home, platform: process.platform })
    const named = [places.project, ...extraRoots, ...found.map(({ path }) => path)]
    const real = await Promise.all(named.map(realPath))
    return real.filter((path) => path !== undefined)
  }
  return { run, realPath, allowedRoots }
}

const nowhere = (): Promise<number> => Promise.reject(new Error('commands cannot be run from here'))

const nothing: Host['stdin'] = {
  [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true, value: undefined }) }),
}
