import type { Command } from '../command.ts'

/** Tells something of a session that is told by hand. */
export const note: Command = {
  name: 'note',
  summary: 'Add a note to the session that `ses start` began',
  arguments: [{ name: 'text', description: 'What is to be remembered', required: true, many: true }],
  run: async (context, input) => (await import('../metered/run-note.ts')).runNote(context, input),
}
