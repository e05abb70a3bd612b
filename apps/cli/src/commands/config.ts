import type { Command } from '../command.ts'

/** The settings in force. */
export const config: Command = {
  name: 'config',
  summary: 'Show the settings in force, or where they come from',
  arguments: [
    { name: 'action', description: 'get or path', required: true },
    { name: 'key', description: 'For get: a key like patterns.thresholds; default: everything' },
  ],
  examples: [
    ['$0 config get masking', 'one part of the settings'],
    ['$0 config path', 'the files they are read from'],
  ],
  run: async (context, input) => (await import('../config/run-config.ts')).runConfig(context, input),
}
