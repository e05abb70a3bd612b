import { spawn } from 'node:child_process'
import { devNull } from 'node:os'
import { gitEnvironment } from '@ses/checkpoints'
import { SesError } from '@ses/model'
import type { Host } from '../host.ts'

/** Asks git about one repository, for reading only. */
export interface LockedGit {
  /** What it printed; undefined when it failed. Throws `external` when it takes too long or prints too much. */
  readonly ask: (args: readonly string[], input?: string) => Promise<Buffer | undefined>
}

const MOST_BYTES = 128 * 1024 * 1024
const LONGEST_MS = 120_000

/**
 * A git that runs nothing the checkout names: no hook, filter, text converter, diff program, pager or fetch; and that reads the config of
 * neither system nor user.
 */
export function lockedGit(cwd: string, env: Host['env']): LockedGit {
  const nowhere = { HOME: devNull, XDG_CONFIG_HOME: devNull, USERPROFILE: devNull }
  const locked = { ...gitEnvironment(env), ...nowhere }
  const settings = [`core.hooksPath=${devNull}`, 'core.fsmonitor=false', `core.attributesFile=${devNull}`]
  const first = ['--no-pager', ...settings.flatMap((setting) => ['-c', setting])]
  return {
    ask: (args, input = '') =>
      new Promise((resolve, reject) => {
        const child = spawn('git', [...first, ...args], { cwd, env: locked as NodeJS.ProcessEnv, windowsHide: true })
        const parts: Buffer[] = []
        let size = 0
        const stop = (message: string): void => {
          child.kill('SIGKILL')
          reject(new SesError('external', `git ${args.find((arg) => !arg.startsWith('-'))}: ${message}`))
        }
        const timer = setTimeout(() => stop(`no answer within ${LONGEST_MS / 1000} s`), LONGEST_MS)
        child.stdout.on('data', (part: Buffer) => {
          size += part.length
          if (size > MOST_BYTES) stop(`more than ${MOST_BYTES / 2 ** 20} MiB`)
          else parts.push(part)
        })
        child.stderr.resume()
        child.on('error', () => {
          clearTimeout(timer)
          resolve(undefined)
        })
        child.on('close', (code) => {
          clearTimeout(timer)
          resolve(code === 0 ? Buffer.concat(parts) : undefined)
        })
        child.stdin.on('error', () => {})
        child.stdin.end(input)
      }),
  }
}

/** Full id of the commit that a name stands for; undefined when there is none. */
export async function commitId(git: LockedGit, name: string): Promise<string | undefined> {
  const answer = await git.ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`])
  return answer?.toString('utf8').trim() || undefined
}
