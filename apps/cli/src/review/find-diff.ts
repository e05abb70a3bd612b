import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { editsDiff, maskDiff } from '@ses/reviews'
import type { Masker } from '@ses/secrets'
import type { Context } from '../context.ts'
import type { Subject } from '../reflect/subject.ts'
import { commitsDiff } from './commits-diff.ts'
import type { FoundDiff } from './found-diff.ts'
import { type LockedGit, lockedGit } from './locked-git.ts'
import { refsDiff } from './refs-diff.ts'
import type { ReviewOptions } from './review-options.ts'
import { worktreeDiff } from './worktree-diff.ts'

/**
 * What a session changed: the refs that were named, else its commits, its checkpoints, the work tree where that is allowed, or what it
 * recorded of its edits. Masked.
 */
export async function findDiff(
  context: Context,
  subject: Subject | undefined,
  options: ReviewOptions,
  masker: Masker,
): Promise<FoundDiff> {
  const { project } = context.places
  const git = lockedGit(project, context.host.env)
  const found = await fromGit(context, git, subject, options, existsSync(join(project, '.git')))
  if (found !== undefined) return { ...found, diff: maskDiff(found.diff, masker) }
  const session = subject !== undefined && 'analysis' in subject ? subject.analysis.session : undefined
  const diff = session === undefined ? { files: [] } : editsDiff(session)
  return { source: diff.files.length === 0 ? 'none' : 'edits', base: null, head: null, diff }
}

async function fromGit(
  context: Context,
  git: LockedGit,
  subject: Subject | undefined,
  options: ReviewOptions,
  isRepository: boolean,
): Promise<FoundDiff | undefined> {
  if (options.base !== undefined) return refsDiff(git, options.base, options.head)
  if (!isRepository || subject === undefined) return undefined
  const { session } = 'analysis' in subject ? subject.analysis.summary : subject.summary
  const commits = session.commits.map(({ sha }) => sha)
  const committed = commits.length === 0 ? undefined : await commitsDiff(git, commits)
  if (committed !== undefined) return committed
  const { checkpointsDiff } = await import('./checkpoints-diff.ts')
  const saved = await checkpointsDiff(context, git, session.id)
  if (saved !== undefined) return saved
  return options.worktree ? worktreeDiff(git, context.places.logs) : undefined
}
