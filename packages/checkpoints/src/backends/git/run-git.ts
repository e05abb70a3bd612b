import { spawn } from 'node:child_process'
import { devNull } from 'node:os'
import { SesError } from '@ses/model'
import type { Environment } from '../../environment.ts'

/** What a git process said. */
export interface GitOutput {
  readonly stdout: Buffer
  readonly stderr: string
  readonly exit: number
}

export interface GitCall {
  /** Where git is started; must exist. */
  readonly cwd: string
  readonly env: Environment
  readonly input?: string | Uint8Array
  /** Exit codes besides 0 that are answers. Default: every other one throws `external`. */
  readonly answers?: readonly number[]
}

/** Runs one git command. Nothing of a terminal, a pager, a hook or another program is reachable from it. */
export async function runGit(args: readonly string[], call: GitCall): Promise<GitOutput> {
  const output = await new Promise<GitOutput>((resolve, reject) => {
    const child = spawn('git', args, { cwd: call.cwd, env: call.env as NodeJS.ProcessEnv, windowsHide: true })
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => stdout.push(part))
    child.stderr.on('data', (part: Buffer) => stderr.push(part))
    child.on('error', reject)
    child.on('close', (exit) =>
      resolve({ stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString('utf8'), exit: exit ?? 128 }),
    )
    // A git that ends early closes its end; its exit code tells why.
    child.stdin.on('error', () => {})
    child.stdin.end(call.input ?? '')
  })
  if (output.exit !== 0 && !call.answers?.includes(output.exit)) throw gitFailed(args, output)
  return output
}

/** A git command that failed, in its own words. */
export function gitFailed(args: readonly string[], { stderr, exit }: Pick<GitOutput, 'stderr' | 'exit'>): SesError {
  const verb = args.find((arg) => /^[a-z]+(-[a-z]+)*$/.test(arg)) ?? 'git'
  const reason = stderr.split('\n').find((line) => line !== '') ?? `exit ${exit}`
  return new SesError('external', `git ${verb}: ${reason}`, { data: { verb, exit } })
}

const KEPT = [
  'PATH',
  'Path',
  'HOME',
  'XDG_CONFIG_HOME',
  'USERPROFILE',
  'SystemRoot',
  'SYSTEMROOT',
  'TMPDIR',
  'TEMP',
  'TMP',
]

/**
 * All that git is told of the environment. `GIT_*` variables of the caller, which git sets for its hooks, and the configs of system and
 * user, which may name programs, do not reach it.
 */
export function gitEnvironment(env: Environment): Environment {
  const kept = KEPT.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]))
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    GIT_EDITOR: ':',
    GIT_PAGER: 'cat',
  }
}

/** Settings for the calls that must read the repository's own config: whatever in it would start a program is overruled. */
export const DISARMED: readonly string[] = [
  `core.hooksPath=${devNull}`,
  'core.fsmonitor=false',
  'core.untrackedCache=false',
  `core.attributesFile=${devNull}`,
  'core.logAllRefUpdates=false',
  'core.alternateRefsCommand=:',
  'gc.auto=0',
  'maintenance.auto=false',
  'log.showSignature=false',
  'credential.helper=',
].flatMap((setting) => ['-c', setting])
