import type { CommitCheckpoint } from '@ses/checkpoints'
import type { Context } from '../context.ts'
import { count } from '../terminal/amounts.ts'
import { neutralise } from '../terminal/neutralise.ts'

const REASONS: Readonly<Record<CommitCheckpoint['reason'], string>> = {
  recorded: 'it recorded the commit',
  trailer: 'the message names it',
  files: 'it changed',
  relinked: 'carried over from',
}

/** One line for each checkpoint: its session, and how that is known. */
export function checkpointLines(checkpoints: readonly CommitCheckpoint[], { style }: Context): string[] {
  return checkpoints.map(({ id, commit, agent, session, reason, files, from, leftOut }) => {
    const what =
      reason === 'files'
        ? ` ${count(files.length, 'file')}`
        : reason === 'relinked'
          ? ` ${(from ?? '').slice(0, 12)}`
          : ''
    const left = leftOut.length === 0 ? '' : style.warn(` · not kept: ${neutralise(leftOut.join(', '))}`)
    const name = neutralise(`${agent} ${session}`).replaceAll('\n', ' ')
    return `  ${style.name(id.slice(0, 12))} ${commit.slice(0, 12)} ${name} ${style.faint(`(${REASONS[reason]}${what})`)}${left}`
  })
}
