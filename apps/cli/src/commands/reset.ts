import type { Command } from '../command.ts'

/** The way back from `ses commit`'s second half. */
export const reset: Command = {
  name: 'reset',
  summary: 'Delete the checkpoint of HEAD: the sessions kept beside it; the commit stays',
  options: { force: { type: 'flag', description: 'Do it; without it nothing is deleted', short: 'f' } },
  examples: [['ses reset --force', 'HEAD has no sessions beside it any more']],
  run: async (context, input) => (await import('../reset/run-reset.ts')).runReset(context, input),
}
