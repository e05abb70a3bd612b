import { isCancel, select } from '@clack/prompts'
import { listSnapshots, type Shadow } from '@ses/checkpoints'
import type { Context } from '../context.ts'
import { checkpointTitle } from '../snapshot/checkpoint-title.ts'
import { count } from '../terminal/amounts.ts'
import { neutralise } from '../terminal/neutralise.ts'
import { momentOf } from '../terminal/times.ts'

const MOST = 200

/** Lets the user choose among the checkpoints of this work tree; undefined: none was chosen. */
export async function pickCheckpoint({ host }: Context, shadow: Shadow): Promise<string | undefined> {
  const now = new Date(host.now())
  const all = (await listSnapshots(shadow)).filter(({ worktree }) => worktree === shadow.repository.worktree)
  const options = all.slice(0, MOST).map((one) => ({
    value: one.id,
    label: `${momentOf(new Date(one.at), now)}  ${neutralise(checkpointTitle(one)).replaceAll('\n', ' ')}`,
    hint: [
      one.id.slice(0, 8),
      one.files === undefined ? 'first' : `${count(one.files, 'file')} changed`,
      one.tests === undefined ? '' : `tests ${one.tests}`,
    ]
      .filter(Boolean)
      .join(' · '),
  }))
  if (options.length === 0) return 'latest'
  const chosen = await select({ message: 'Rewind the work tree to', options, maxItems: 12 })
  return isCancel(chosen) ? undefined : chosen
}
