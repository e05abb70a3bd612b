import type { Command } from '../command.ts'

/** Ends what was left open. */
export const recover: Command = {
  name: 'recover',
  summary: 'End a session of `ses start` that was left open',
  options: {
    'max-age': { type: 'number', description: 'Hours without a word after which it counts as left; default 24' },
  },
  run: async (context, input) => (await import('../metered/run-recover.ts')).runRecover(context, input),
}
