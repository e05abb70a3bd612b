import { checkpointsOf, listCommitCheckpoints, relinkCheckpoints, resolveCommit } from '@ses/checkpoints'
import { SesError } from '@ses/model'
import { commitCheckpointDocument } from '../commit/commit-document.ts'
import { checkpointLines } from '../commit/commit-lines.ts'
import { gitEnvironmentOf } from '../commit/git-environment.ts'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { openProjectShadow } from '../snapshot/open-project-shadow.ts'
import { count } from '../terminal/amounts.ts'

const DEFAULT_LIMIT = 30

/** Lists the sessions that are kept beside commits: of one commit, or of all. */
export async function runCommits(context: Context, input: Input, words: readonly string[]): Promise<number> {
  const shadow = await openProjectShadow(context)
  const [word] = words
  const commit = word === undefined ? null : await resolveCommit(shadow, gitEnvironmentOf(context), word)
  if (commit === undefined) {
    throw new SesError('not_found', `commit ${JSON.stringify(word)}`, { data: { commit: word } })
  }
  const all =
    commit === null
      ? await listCommitCheckpoints(shadow)
      : await checkpointsOf(shadow, gitEnvironmentOf(context), commit)
  const shown = all.slice(0, input.number('limit') ?? (context.json ? all.length : DEFAULT_LIMIT))
  if (context.json) {
    const checkpoints = shown.map(commitCheckpointDocument)
    context.printJson({ schema_version: 1, commit, committed: false, checkpoints })
    return 0
  }
  const { style } = context
  if (all.length === 0) {
    context.print(['No session is kept beside a commit here.', style.faint('  ses commit, or ses enable --checkpoint')])
    return 0
  }
  const rest = all.length - shown.length
  context.print([
    ...checkpointLines(shown, context),
    ...(rest === 0 ? [] : [style.faint(`… ${rest} more (--limit ${all.length} shows them)`)]),
  ])
  return 0
}

/** Carries checkpoints over to the commits that took the place of theirs. */
export async function runRelink(context: Context, words: readonly string[]): Promise<number> {
  const shadow = await openProjectShadow(context)
  const env = gitEnvironmentOf(context)
  const commits: string[] = []
  for (const word of words) {
    const commit = await resolveCommit(shadow, env, word)
    if (commit === undefined)
      throw new SesError('not_found', `commit ${JSON.stringify(word)}`, { data: { commit: word } })
    commits.push(commit)
  }
  const written = await relinkCheckpoints(shadow, env, commits.length === 0 ? {} : { commits })
  if (context.json) {
    const checkpoints = written.map(commitCheckpointDocument)
    context.printJson({ schema_version: 1, commit: null, committed: false, checkpoints })
    return 0
  }
  const { style } = context
  context.print(
    written.length === 0
      ? ['Every commit that was made of others has its sessions.']
      : [
          `${style.good('✓')} ${count(written.length, 'checkpoint')} carried over`,
          ...checkpointLines(written, context),
        ],
  )
  return 0
}
