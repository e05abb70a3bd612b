import { listSnapshots, type Snapshot } from '@ses/checkpoints'
import { SesError } from '@ses/model'
import type { Context } from '../context.ts'
import { openProjectShadow } from '../snapshot/open-project-shadow.ts'
import type { FoundDiff } from './found-diff.ts'
import type { LockedGit } from './locked-git.ts'
import { treeDiff, treeFiles } from './tree-diff.ts'

/** The diff from a session's first checkpoint to its last; undefined when there are no two. */
export async function checkpointsDiff(
  context: Context,
  git: LockedGit,
  session: string,
): Promise<FoundDiff | undefined> {
  const own = (await snapshotsOf(context)).filter(
    (snapshot) => snapshot.session === session && snapshot.kind !== 'before-rewind',
  )
  const [last, first] = [own[0], own.at(-1)]
  if (first === undefined || last === undefined || first.id === last.id) return undefined
  const diff = await treeDiff(git, first.tree, last.tree)
  if (diff === undefined) return undefined
  const repositoryFiles = await treeFiles(git, last.tree)
  const about = { source: 'checkpoints', base: first.id, head: last.id } as const
  return { ...about, diff, ...(repositoryFiles && { repositoryFiles }) }
}

async function snapshotsOf(context: Context): Promise<readonly Snapshot[]> {
  try {
    return await listSnapshots(await openProjectShadow(context, context.places.project))
  } catch (error) {
    if (error instanceof SesError && (error.code === 'not_a_repository' || error.code === 'external')) return []
    throw error
  }
}
