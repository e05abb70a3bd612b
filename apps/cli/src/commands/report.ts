import type { Command } from '../command.ts'
import { sessionFilters } from '../option.ts'

/** How a series of sessions went. */
export const report: Command = {
  name: 'report',
  summary: 'Show the trend of the grades, what recurs, and what it costs',
  options: {
    last: { type: 'number', description: 'Only the last so many sessions by start', short: 'n' },
    ...sessionFilters,
    all: { type: 'flag', description: 'Show lists whole', short: 'a' },
    md: { type: 'flag', description: 'Print Markdown' },
  },
  examples: [['$0 report --last 30', 'the last thirty sessions']],
  readsSessions: true,
  run: async (context, input) => (await import('../report/run-report.ts')).runReport(context, input),
}
