import type { Command } from '../command.ts'

/** Where things are and how they stand. */
export const status: Command = {
  name: 'status',
  summary: 'Show the project, its store and the latest session',
  readsSessions: true,
  run: async (context) => (await import('../list/run-status.ts')).runStatus(context),
}
