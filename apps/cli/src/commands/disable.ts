import type { Command } from '../command.ts'

/** The way back from `enable`. */
export const disable: Command = {
  name: 'disable',
  summary: 'Take the hooks out again; config files become what they were',
  arguments: [{ name: 'agent', description: 'Ids of agents; default: all', many: true }],
  options: {
    user: { type: 'flag', description: 'Those in the settings of the user' },
    clean: { type: 'flag', description: 'Remove .ses-logs with every session in it, and its line in .gitignore' },
    yes: { type: 'flag', description: 'clean: do not ask', short: 'y' },
    'dry-run': { type: 'flag', description: 'Say what would be done, do nothing' },
  },
  examples: [
    ['$0 disable', 'stop recording in this project'],
    ['$0 disable --clean --yes', 'and remove what was recorded'],
  ],
  run: async (context, input) => (await import('../enable/run-disable.ts')).runDisable(context, input),
}
