import { type Diff, parseDiff } from '@ses/reviews'
import type { LockedGit } from './locked-git.ts'

const OPTIONS = [
  '-r',
  '-p',
  '-M',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--unified=3',
]

/** What changed from one commit or tree to another; undefined when git cannot tell. */
export async function treeDiff(git: LockedGit, from: string, to: string): Promise<Diff | undefined> {
  const directory = (await git.ask(['rev-parse', '--absolute-git-dir']))?.toString('utf8').replace(/\r?\n$/, '')
  if (!directory) return undefined
  // Without a work tree there are no attributes of the checkout, which could declare code binary and so hide it.
  const answer = await git.ask(['--bare', `--git-dir=${directory}`, 'diff-tree', ...OPTIONS, from, to])
  return answer === undefined ? undefined : parseDiff(answer.toString('utf8'))
}

/** Paths of all files of a commit; undefined when git cannot tell. */
export async function treeFiles(git: LockedGit, commit: string): Promise<ReadonlySet<string> | undefined> {
  const answer = await git.ask(['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit])
  return answer === undefined ? undefined : new Set(answer.toString('utf8').split('\0').filter(Boolean))
}

/** The tree of no files, from which everything is new. */
export async function emptyTree(git: LockedGit): Promise<string | undefined> {
  const answer = await git.ask(['hash-object', '-t', 'tree', '--stdin'])
  return answer?.toString('utf8').trim() || undefined
}
