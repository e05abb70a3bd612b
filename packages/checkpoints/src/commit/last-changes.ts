import { runGitIn } from '../backends/git/run-git-in.ts'
import type { Environment } from '../environment.ts'
import type { Shadow } from '../open-shadow.ts'

/**
 * When each file was last committed before a commit, epoch milliseconds; files that were not since `since` are left out. One git process,
 * which walks no further back than that.
 */
export async function lastChanges(
  shadow: Shadow,
  env: Environment,
  commit: string,
  since: number,
): Promise<ReadonlyMap<string, number>> {
  const last = new Map<string, number>()
  if (shadow.backend.id !== 'git') return last
  const options = ['--format=%x01%ct', '--name-only', '--no-renames', '-z', '--max-count=5000']
  const args = ['log', ...options, `--since=${Math.floor(since / 1000)}`, `${commit}^@`]
  const { stdout } = await runGitIn(shadow.repository, env, args, [128])
  for (const part of stdout.toString('utf8').split('\u0001').slice(1)) {
    const [time = '', ...paths] = part.split(/[\0\n]+/)
    const at = Number(time) * 1000
    for (const path of paths) if (path !== '') last.set(path, Math.max(at, last.get(path) ?? 0))
  }
  return last
}
