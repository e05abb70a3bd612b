import type { Command } from '../command.ts'

/** A stored session, shortly. */
export const view: Command = {
  name: 'view',
  aliases: ['show'],
  summary: 'Show a stored session: what was asked, changed and committed',
  arguments: [{ name: 'id', description: 'Session id; default: the latest session' }],
  options: {
    files: { type: 'flag', description: 'Every changed file, and the other sessions that changed it' },
    commits: { type: 'flag', description: 'Every commit' },
  },
  readsSessions: true,
  run: async (context, input) => (await import('../view/run-view.ts')).runView(context, input),
}
