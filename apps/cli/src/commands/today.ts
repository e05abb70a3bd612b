import type { Command } from '../command.ts'

/** One day in all projects. */
export const today: Command = {
  name: 'today',
  summary: 'Show what was done and spent today in all projects',
  options: { tz: { type: 'text', description: 'Time zone of the day; default: the machine’s' } },
  readsSessions: true,
  run: async (context, input) => (await import('../today/run-today.ts')).runToday(context, input),
}
