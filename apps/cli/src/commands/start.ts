import type { Command } from '../command.ts'

/** Begins a session that is told by hand. */
export const start: Command = {
  name: 'start',
  summary: 'Start a session of an agent without hooks',
  arguments: [{ name: 'task', description: 'What is to be done', required: true, many: true }],
  options: {
    resume: { type: 'flag', description: 'Go on with the session that is open' },
    'close-stale': { type: 'flag', description: 'End a session that was left open first' },
    agent: { type: 'text', description: 'Name of the agent' },
  },
  examples: [
    ['$0 start Fix the rounding of totals', 'what git says is changed until `ses end` counts as its work'],
    ['$0 start --close-stale --agent my-bot -- Fix it', 'for bots: ends what an earlier run left open'],
  ],
  run: async (context, input) => (await import('../metered/run-start.ts')).runStart(context, input),
}
