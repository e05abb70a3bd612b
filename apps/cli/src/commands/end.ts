import type { Command } from '../command.ts'

/** Ends a session that is told by hand. */
export const end: Command = {
  name: 'end',
  summary: 'End the session that `ses start` began, with what was changed',
  options: { notes: { type: 'text', short: 'n', description: 'Last words' } },
  run: async (context, input) => (await import('../metered/run-end.ts')).runEnd(context, input),
}
