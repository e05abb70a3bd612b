import type { Command } from '../command.ts'
import { sessionFilters } from '../option.ts'

/** The sessions that pass filters. */
export const query: Command = {
  name: 'query',
  summary: 'Find sessions by file, type, risk, grade, agent, pattern or cost',
  options: {
    recent: { type: 'number', description: 'The latest so many of those that match' },
    file: { type: 'text', description: 'That changed this file, or one below this folder; * and ? stand for anything' },
    type: { type: 'text', description: 'Of this type of work, or of several: bugfix,refactor' },
    risk: { type: 'text', description: 'low, medium or high; >=medium for that or more' },
    grade: { type: 'text', description: 'A+, A, B, C, D, F or N/A; <=C for that or worse, >=B for that or better' },
    agent: { type: 'text', description: 'Only of this agent, or of several' },
    pattern: { type: 'text', description: 'Where these detectors fired: retry_loop,no_retest' },
    'min-cost': { type: 'number', description: 'That cost at least so many dollars' },
    since: sessionFilters.since,
    until: sessionFilters.until,
    project: sessionFilters.project,
    sql: { type: 'text', description: 'Instead: a question in SQL to the tables of index.db' },
    limit: { type: 'number', description: 'At most so many; default 30, all with --json', short: 'n' },
  },
  examples: [
    ['$0 query --file src/auth.ts', 'who touched a file'],
    ['$0 query --risk high --since 7d', 'what to look at first'],
    ['$0 query --sql "SELECT path, COUNT(*) FROM files GROUP BY path"', 'what no option can ask'],
    ['$0 query --grade "<=C" --min-cost 1', 'dear and not good'],
  ],
  readsSessions: true,
  run: async (context, input) => (await import('../query/run-query.ts')).runQuery(context, input),
}
