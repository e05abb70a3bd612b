import { checkpointsOf, headCommit, removeCheckpoints } from '@ses/checkpoints'
import { SesError } from '@ses/model'
import { commitCheckpointDocument } from '../commit/commit-document.ts'
import { checkpointLines } from '../commit/commit-lines.ts'
import { gitEnvironmentOf } from '../commit/git-environment.ts'
import type { Context } from '../context.ts'
import type { Input } from '../input.ts'
import { openProjectShadow } from '../snapshot/open-project-shadow.ts'
import { count } from '../terminal/amounts.ts'

/** Takes the checkpoints of HEAD away. The commit, the files and `.ses-logs` stay as they are. */
export async function runReset(context: Context, input: Input): Promise<number> {
  const shadow = await openProjectShadow(context)
  const commit = await headCommit(shadow)
  const found = (await checkpointsOf(shadow, gitEnvironmentOf(context), commit)).filter(
    (each) => each.commit === commit,
  )
  if (found.length === 0) {
    throw new SesError('not_found', `no session is kept beside ${commit.slice(0, 12)}`, { data: { commit } })
  }
  if (!input.flag('force')) {
    const what = count(found.length, 'session')
    throw new SesError('unsafe', `${what} kept beside ${commit.slice(0, 12)} would be taken away; --force does it`, {
      data: { commit },
    })
  }
  await removeCheckpoints(shadow, found)
  if (context.json) {
    const checkpoints = found.map(commitCheckpointDocument)
    context.printJson({ schema_version: 1, commit, committed: false, checkpoints })
    return 0
  }
  context.print([
    `${context.style.good('✓')} no longer kept beside ${commit.slice(0, 12)}`,
    ...checkpointLines(found, context),
    context.style.faint('  the history of the branch ses/checkpoints/v1/sessions still holds them'),
  ])
  return 0
}
