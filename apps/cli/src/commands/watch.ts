import type { Command } from '../command.ts'

/** Takes transcripts into the project's store while agents write them. */
export const watch: Command = {
  name: 'watch',
  summary: 'Import transcripts as agents write them',
  options: {
    once: { type: 'flag', description: 'Import what is at rest now, and end' },
    interval: { type: 'number', description: 'Seconds between two looks when no change is noticed; default 30' },
    settle: { type: 'number', description: 'Seconds a transcript must not have changed; default 5' },
    'no-archive': { type: 'flag', description: 'Keep no masked copy of the transcripts in the archive' },
    agent: { type: 'text', description: 'Only this agent’s transcripts' },
  },
  examples: [
    ['$0 watch', 'until Ctrl-C'],
    ['$0 watch --once', 'for a scheduler'],
  ],
  run: async (context, input) => (await import('../watch/run-watch.ts')).runWatch(context, input),
}
