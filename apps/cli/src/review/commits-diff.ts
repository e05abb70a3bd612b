import type { DiffFile } from '@ses/reviews'
import type { FoundDiff } from './found-diff.ts'
import { commitId, type LockedGit } from './locked-git.ts'
import { emptyTree, treeDiff, treeFiles } from './tree-diff.ts'

/** More commits than these are no session's own. */
const MOST_COMMITS = 200

/**
 * The diff of a session's commits: of the range where they follow each other, else of one after the other. Undefined when the repository has
 * none of them.
 */
export async function commitsDiff(git: LockedGit, names: readonly string[]): Promise<FoundDiff | undefined> {
  const found: string[] = []
  for (const name of new Set(names.slice(0, MOST_COMMITS))) {
    const id = /^[0-9a-f]{7,64}$/.test(name) ? await commitId(git, name) : undefined
    if (id !== undefined && !found.includes(id)) found.push(id)
  }
  const ordered = await inOrder(git, found)
  const [first, last] = [ordered[0], ordered.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const base = (await commitId(git, `${first}^`)) ?? (await emptyTree(git))
  if (base === undefined) return undefined
  const repositoryFiles = await treeFiles(git, last)
  const about = { source: 'commits', base, head: last, ...(repositoryFiles && { repositoryFiles }) } as const
  if (await isRange(git, base, ordered)) {
    const diff = await treeDiff(git, base, last)
    return diff && { ...about, diff }
  }
  const files: DiffFile[] = []
  for (const commit of ordered) {
    const parent = (await commitId(git, `${commit}^`)) ?? (await emptyTree(git))
    const diff = parent === undefined ? undefined : await treeDiff(git, parent, commit)
    files.push(...(diff?.files ?? []))
  }
  return { ...about, diff: { files } }
}

/** Ancestors first. */
async function inOrder(git: LockedGit, commits: readonly string[]): Promise<readonly string[]> {
  if (commits.length < 2) return commits
  const answer = await git.ask(['rev-list', '--topo-order', '--reverse', '--no-walk=sorted', '--stdin'], lines(commits))
  const walked = await git.ask(
    ['rev-list', '--topo-order', '--reverse', `--max-count=${MOST_COMMITS * 20}`, '--stdin'],
    lines(commits),
  )
  const order = new Map(
    (walked ?? answer)
      ?.toString('utf8')
      .split('\n')
      .map((id, index) => [id, index]),
  )
  return [...commits].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
}

async function isRange(git: LockedGit, base: string, commits: readonly string[]): Promise<boolean> {
  if (commits.length === 1) return true
  const last = commits.at(-1) as string
  const answer = await git.ask(['rev-list', `--max-count=${MOST_COMMITS + 1}`, '--stdin'], lines([last, `^${base}`]))
  const between = answer?.toString('utf8').split('\n').filter(Boolean) ?? []
  return between.length === commits.length && between.every((id) => commits.includes(id))
}

function lines(items: readonly string[]): string {
  return items.map((item) => `${item}\n`).join('')
}
