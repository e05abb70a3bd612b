import type { Snapshot } from '@ses/checkpoints'

const NAMES: Readonly<Record<Snapshot['kind'], string>> = {
  prompt: 'before the prompt',
  'turn-end': 'end of turn',
  manual: 'taken by hand',
  'before-rewind': 'before a rewind',
  rewind: 'after a rewind',
}

/** What people know a checkpoint by: its prompt, or why it was taken. */
export function checkpointTitle({ kind, prompt, turn }: Pick<Snapshot, 'kind' | 'prompt' | 'turn'>): string {
  const number = turn === undefined ? '' : ` ${turn}`
  if (prompt !== undefined && prompt !== '') return kind === 'prompt' ? prompt : `${NAMES[kind]}${number}: ${prompt}`
  return `${NAMES[kind]}${number}`
}
