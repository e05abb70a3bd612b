import type { Environment } from '../../environment.ts'
import type { Repository } from '../../repository.ts'
import { DISARMED, type GitOutput, gitEnvironment, runGit } from './run-git.ts'

/** Runs a git command that only reads objects and refs of a repository, with whatever its config would start overruled. */
export function runGitIn(
  { gitDir }: Repository,
  env: Environment,
  args: readonly string[],
  answers: readonly number[] = [],
): Promise<GitOutput> {
  return runGit([`--git-dir=${gitDir}`, ...DISARMED, ...args], { cwd: gitDir, env: gitEnvironment(env), answers })
}
