import type { Command } from '../command.ts'
import { sessionFilters } from '../option.ts'

/** The project's sessions. */
export const list: Command = {
  name: 'list',
  aliases: ['ls'],
  summary: 'List the sessions, the latest first',
  options: {
    limit: { type: 'number', description: 'At most so many; default 30, all with --json', short: 'n' },
    ...sessionFilters,
    all: { type: 'flag', description: 'No limit', short: 'a' },
  },
  readsSessions: true,
  run: async (context, input) => (await import('../list/run-list.ts')).runList(context, input),
}
