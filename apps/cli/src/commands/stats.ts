import type { Command } from '../command.ts'
import { sessionFilters } from '../option.ts'

/** Totals over the stored sessions. */
export const stats: Command = {
  name: 'stats',
  summary: 'Show totals over the sessions: work, tokens, cost, tools, files',
  options: {
    last: { type: 'number', description: 'Only the last so many sessions by start', short: 'n' },
    ...sessionFilters,
    md: { type: 'flag', description: 'Print Markdown' },
  },
  readsSessions: true,
  run: async (context, input) => (await import('../stats/run-stats.ts')).runStats(context, input),
}
