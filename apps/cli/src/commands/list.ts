import type { Command } from '../command.ts'

/** The project's sessions. */
export const list: Command = {
  name: 'list',
  aliases: ['ls'],
  summary: 'List the sessions, the latest first',
  options: {
    limit: { type: 'number', description: 'At most so many; default 30, all with --json', short: 'n' },
    since: { type: 'text', description: 'Started at or after: 2026-02-27, or 7d, 12h, 2w ago' },
    until: { type: 'text', description: 'Started at or before: a date or a time ago' },
    agent: { type: 'text', description: 'Only of this agent' },
    project: { type: 'text', description: 'Only in this directory or below it' },
    all: { type: 'flag', description: 'No limit', short: 'a' },
  },
  readsSessions: true,
  run: async (context, input) => (await import('../list/run-list.ts')).runList(context, input),
}
