import type { Command } from '../command.ts'

/** Old sessions out of the store. */
export const clean: Command = {
  name: 'clean',
  summary: 'Remove old sessions from the store; archives stay',
  options: {
    days: { type: 'number', description: 'Older than so many days; default: retention.sessions_days of the config' },
    'dry-run': { type: 'flag', description: 'Only tell what would be removed' },
    yes: { type: 'flag', description: 'Do not ask', short: 'y' },
    since: { type: 'text', description: 'Only started at or after' },
    until: { type: 'text', description: 'Only started at or before' },
    agent: { type: 'text', description: 'Only of this agent' },
    project: { type: 'text', description: 'Only in this directory or below it' },
    pin: { type: 'text', description: 'Instead: never remove this session' },
    unpin: { type: 'text', description: 'Instead: treat this session as any other again' },
  },
  examples: [
    ['$0 clean --days 90 --dry-run', 'what has had its time'],
    ['$0 clean --days 90 --yes', 'remove it'],
    ['$0 clean --pin latest', 'keep one for good'],
  ],
  run: async (context, input) => (await import('../clean/run-clean.ts')).runClean(context, input),
}
