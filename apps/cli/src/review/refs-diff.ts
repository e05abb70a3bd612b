import { SesError } from '@ses/model'
import type { FoundDiff } from './found-diff.ts'
import { commitId, type LockedGit } from './locked-git.ts'
import { treeDiff, treeFiles } from './tree-diff.ts'

/** What a branch adds to another since they parted, as a pull request shows it. Throws `not_found` for a name that is no commit. */
export async function refsDiff(git: LockedGit, baseName: string, headName: string): Promise<FoundDiff> {
  const [base, head] = [await known(git, baseName), await known(git, headName)]
  const common = (await git.ask(['merge-base', base, head]))?.toString('utf8').trim() || base
  const diff = await treeDiff(git, common, head)
  if (diff === undefined) throw new SesError('external', `git diff-tree: no diff from ${baseName} to ${headName}`)
  const repositoryFiles = await treeFiles(git, head)
  return { source: 'refs', base: common, head, diff, ...(repositoryFiles && { repositoryFiles }) }
}

async function known(git: LockedGit, name: string): Promise<string> {
  const id = await commitId(git, name)
  if (id === undefined) throw new SesError('not_found', `commit ${JSON.stringify(name)}`, { data: { commit: name } })
  return id
}
