import type { Command } from '../command.ts'

/** Totals over the stored sessions. */
export const stats: Command = {
  name: 'stats',
  summary: 'Show totals over the sessions: work, tokens, cost, tools, files',
  options: {
    last: { type: 'number', description: 'Only the last so many sessions by start', short: 'n' },
    since: { type: 'text', description: 'Started at or after: 2026-02-27, or 7d, 12h, 2w ago' },
    until: { type: 'text', description: 'Started at or before: a date or a time ago' },
    agent: { type: 'text', description: 'Only of this agent' },
    project: { type: 'text', description: 'Only in this directory or below it' },
    md: { type: 'flag', description: 'Print Markdown' },
  },
  readsSessions: true,
  run: async (context, input) => (await import('../stats/run-stats.ts')).runStats(context, input),
}
