import type { Command } from '../command.ts'

/** The settings in force. */
export const config: Command = {
  name: 'config',
  summary: 'Show or change the settings',
  arguments: [
    { name: 'action', description: 'get, set, unset or path', required: true },
    { name: 'key', description: 'A key like patterns.thresholds; for get, default: everything' },
    { name: 'value', description: 'For set: a text, or JSON for anything else' },
  ],
  options: {
    user: { type: 'flag', description: 'Change the settings of the user, not of the project' },
    'show-secrets': { type: 'flag', description: 'Print secrets as they are' },
  },
  examples: [
    ['$0 config get masking', 'one part of the settings'],
    ['$0 config set budget.day 20 --user', 'a limit for all projects'],
    ['$0 config set patterns.disabled \'["bash_overuse"]\'', 'a list'],
    ['$0 config path', 'the files they are read from'],
  ],
  run: async (context, input) => (await import('../config/run-config.ts')).runConfig(context, input),
}
