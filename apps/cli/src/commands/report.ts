import type { Command } from '../command.ts'

/** How a series of sessions went. */
export const report: Command = {
  name: 'report',
  summary: 'Show the trend of the grades, what recurs, and what it costs',
  options: {
    last: { type: 'number', description: 'Only the last so many sessions by start', short: 'n' },
    since: { type: 'text', description: 'Started at or after: 2026-02-27, or 7d, 12h, 2w ago' },
    until: { type: 'text', description: 'Started at or before: a date or a time ago' },
    agent: { type: 'text', description: 'Only of this agent' },
    project: { type: 'text', description: 'Only in this directory or below it' },
    all: { type: 'flag', description: 'Show lists whole', short: 'a' },
    md: { type: 'flag', description: 'Print Markdown' },
  },
  examples: [['$0 report --last 30', 'the last thirty sessions']],
  readsSessions: true,
  run: async (context, input) => (await import('../report/run-report.ts')).runReport(context, input),
}
