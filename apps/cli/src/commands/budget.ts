import type { Command } from '../command.ts'

/** Limits of what may be spent. */
export const budget: Command = {
  name: 'budget',
  summary: 'Set limits of spending; show or check how it stands',
  arguments: [
    { name: 'action', description: 'show (default), check (exit 1 when exceeded) or set' },
    {
      name: 'words',
      description: 'For set: session, day, month, project or warn_at, and US dollars or off',
      many: true,
    },
  ],
  options: {
    here: { type: 'flag', description: 'set: in the config of this project' },
    session: { type: 'text', description: 'Session to look at; default: the latest of this project' },
    from: { type: 'text', description: 'Directory to read; default: where agents keep their transcripts' },
    tz: { type: 'text', description: 'Time zone of day and month; default: the machine’s' },
  },
  examples: [
    ['$0 budget set month 300', 'at most $300 in a month'],
    ['$0 budget set day=20 session=5', 'two limits at once'],
    ['$0 budget check', 'for scripts: exit 1 when a limit is exceeded'],
  ],
  run: async (context, input) => (await import('../budget/run-budget.ts')).runBudget(context, input),
}
