import { fetchCheckpoints, listCommitCheckpoints, pushCheckpoints } from '@ses/checkpoints'
import { SesError } from '@ses/model'
import { gitEnvironmentOf } from '../commit/git-environment.ts'
import type { Context } from '../context.ts'
import { openProjectShadow } from '../snapshot/open-project-shadow.ts'
import { count } from '../terminal/amounts.ts'
import { neutralise } from '../terminal/neutralise.ts'

/** Takes the checkpoints of commits to a remote, or brings them from there. */
export async function runTravel(context: Context, way: 'push' | 'fetch', words: readonly string[]): Promise<number> {
  const [remote, ...more] = words
  if (more.length > 0) throw new SesError('usage', `\`ses checkpoints ${way}\` takes one remote`)
  const shadow = await openProjectShadow(context)
  const env = gitEnvironmentOf(context)
  const travel = way === 'push' ? pushCheckpoints : fetchCheckpoints
  const { remote: name, commit, sent, received } = await travel(shadow, env, remote)
  const checkpoints = (await listCommitCheckpoints(shadow)).length
  if (context.json) {
    context.printJson({ schema_version: 1, remote: name, commit, sent, received, checkpoints })
    return 0
  }
  const { style } = context
  const shown = neutralise(name)
  const done = [
    ...(received ? [`${style.good('✓')} brought checkpoints from ${shown}`] : []),
    ...(sent ? [`${style.good('✓')} took checkpoints to ${shown}`] : []),
  ]
  const nothing =
    commit === null ? 'There are no checkpoints of commits yet.' : `${shown} and this clone hold the same.`
  context.print([
    ...(done.length === 0 ? [nothing] : done),
    style.faint(`  ${count(checkpoints, 'checkpoint')} of commits here`),
  ])
  return 0
}
