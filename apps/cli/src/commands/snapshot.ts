import type { Command } from '../command.ts'

/** The worker that hooks start at a prompt and at the end of a turn. */
export const snapshot: Command = {
  name: 'snapshot',
  hidden: true,
  summary: 'Take the checkpoint of a moment that a hook told of',
  arguments: [
    { name: 'folder', description: 'Folder of the session in the store', required: true },
    { name: 'moment', description: 'prompt or turn-end', required: true },
    { name: 'at', description: 'When, in milliseconds since 1970', required: true },
  ],
  run: async (context, input) => (await import('../snapshot/run-snapshot.ts')).runSnapshot(context, input),
}
