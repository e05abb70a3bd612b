import type { Command } from '../command.ts'

/** Brings the work tree back to a snapshot. */
export const rewind: Command = {
  name: 'rewind',
  summary: 'Bring the work tree back to a checkpoint; --undo takes that back',
  arguments: [
    { name: 'checkpoint', description: 'An id from `ses checkpoints`, its beginning, or latest' },
    { name: 'more', description: 'With --paths: more paths', many: true },
  ],
  options: {
    'dry-run': { type: 'flag', description: 'Say what would change, change nothing' },
    interactive: { type: 'flag', description: 'Pick the checkpoint from a list', short: 'i' },
    'to-branch': { type: 'text', description: 'Make a branch of the checkpoint, leave the work tree alone' },
    paths: { type: 'text', description: 'Only this file or directory; more may follow' },
    merge: { type: 'flag', description: 'Keep what others changed since; mark what cannot be merged' },
    force: { type: 'flag', description: 'Replace what others changed since' },
    hard: { type: 'flag', description: 'Also move the branch to the commit it was at, as git reset --hard does' },
    undo: { type: 'flag', description: 'Take the last rewind back' },
  },
  examples: [
    ['ses rewind latest --dry-run', 'what would change'],
    ['ses rewind 3f2a9c', 'every file as it was, untracked ones too'],
    ['ses rewind 3f2a9c --paths src', 'only below src'],
    ['ses rewind --undo', 'as it was before the last rewind'],
  ],
  run: async (context, input) => (await import('../rewind/run-rewind.ts')).runRewind(context, input),
}
