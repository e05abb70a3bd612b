import type { Command } from '../command.ts'

/** The refs that hold the snapshots, and what they take on the disk. */
export const shadow: Command = {
  name: 'shadow',
  summary: 'Show where checkpoints are kept and what they take; remove old ones',
  arguments: [
    {
      name: 'action',
      label: 'info|prune',
      description: 'info <branch>: only sessions on it; prune: remove old sessions',
    },
    { name: 'branch', description: 'For info' },
  ],
  options: {
    keep: { type: 'number', description: 'prune: keep the checkpoints of so many sessions, the latest' },
    'older-than': { type: 'text', description: 'prune: remove sessions without a checkpoint since: 90d, 2026-02-27' },
    'dry-run': { type: 'flag', description: 'prune: say what would go' },
  },
  examples: [
    ['ses shadow', 'every session that has checkpoints, and the room they take'],
    ['ses shadow prune --older-than 90d', 'forget what nobody will rewind to, pack the rest'],
  ],
  run: async (context, input) => (await import('../shadow/run-shadow.ts')).runShadow(context, input),
}
