import { spawn } from 'node:child_process'
import { DISARMED, gitEnvironment } from '../backends/git/run-git.ts'
import type { Environment } from '../environment.ts'
import type { Shadow } from '../open-shadow.ts'

/** `--stable` ids of what commits change against their only parent. Empty and merging commits have none, nor has any without git. */
export async function patchIds(
  shadow: Shadow,
  env: Environment,
  commits: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (commits.length === 0) return new Map()
  const options = ['--stdin', '--root', '-r', '-p', '--no-renames', '--no-ext-diff', '--no-textconv', '--full-index']
  const output = await piped(shadow, env, ['diff-tree', ...options], `${commits.join('\n')}\n`)
  return new Map(idsOf(output).map(([patch, commit]) => [commit, patch]))
}

/** The id of the difference between two trees or commits; undefined when there is none. */
export async function patchIdBetween(
  shadow: Shadow,
  env: Environment,
  from: string,
  to: string,
): Promise<string | undefined> {
  const options = ['-r', '-p', '--no-renames', '--no-ext-diff', '--no-textconv', '--full-index']
  return idsOf(await piped(shadow, env, ['diff-tree', ...options, from, to], ''))[0]?.[0]
}

function idsOf(output: string): [patch: string, commit: string][] {
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line): [string, string] => [line.split(' ')[0] ?? '', line.split(' ')[1] ?? ''])
}

/** One git feeds the other: the text between them may be large. */
async function piped(shadow: Shadow, env: Environment, args: readonly string[], input: string): Promise<string> {
  if (shadow.backend.id !== 'git') return ''
  const { gitDir } = shadow.repository
  const options = { cwd: gitDir, env: gitEnvironment(env) as NodeJS.ProcessEnv, windowsHide: true }
  const where = [`--git-dir=${gitDir}`, ...DISARMED]
  return new Promise((resolve, reject) => {
    const diff = spawn('git', [...where, ...args], { ...options, stdio: ['pipe', 'pipe', 'ignore'] })
    const sum = spawn('git', [...where, 'patch-id', '--stable'], { ...options, stdio: ['pipe', 'pipe', 'ignore'] })
    const parts: Buffer[] = []
    for (const child of [diff, sum]) {
      child.on('error', reject)
      child.stdin.on('error', () => {})
    }
    sum.stdout.on('data', (part: Buffer) => parts.push(part))
    sum.on('close', () => resolve(Buffer.concat(parts).toString('latin1')))
    diff.stdout.pipe(sum.stdin)
    diff.stdin.end(input)
  })
}
