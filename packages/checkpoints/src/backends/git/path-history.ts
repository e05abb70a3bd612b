import type { BackendPlace, PathCommit } from '../../backend.ts'
import type { BytePath } from '../../byte-path.ts'
import { DISARMED, gitEnvironment, runGit } from './run-git.ts'

/** Commits that changed the file at a path; the snapshots' own are left out. */
export async function pathHistory(
  { repository, env }: BackendPlace,
  path: BytePath,
  tips: readonly string[],
): Promise<PathCommit[]> {
  const where = [`--git-dir=${repository.gitDir}`, `--work-tree=${repository.workTree}`, '-C', repository.workTree]
  const which = ['--exclude=refs/ses/*', '--all', '--reflog', '--ignore-missing', '--stdin']
  const format = ['--parents', '--date-order', '--format=%T %ct %an%x00%s']
  // A path that begins with a colon would be a pattern.
  const { stdout } = await runGit(['--literal-pathspecs', ...where, ...DISARMED, 'rev-list', ...format, ...which], {
    cwd: repository.gitDir,
    env: gitEnvironment(env),
    input: Buffer.from(`${tips.join('\n')}\n--\n${path}\n`, 'latin1'),
  })
  const lines = stdout.toString('utf8').split('\n')
  const commits: PathCommit[] = []
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const [, id = '', ...parents] = (lines[at] ?? '').split(' ')
    const [, tree = '', seconds = '', author = '', subject = ''] =
      /^(\S+) (-?\d+) ([^\0]*)\0(.*)$/s.exec(lines[at + 1] ?? '') ?? []
    commits.push({ id, parents, tree, committedAt: Number(seconds) * 1000, author, subject })
  }
  return commits
}
