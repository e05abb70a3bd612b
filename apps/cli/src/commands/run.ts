import type { Command } from '../command.ts'

/** Runs a command whose requests to model APIs are metered. */
export const run: Command = {
  name: 'run',
  summary: 'Run a command and meter what it asks of model APIs',
  arguments: [{ name: 'command', description: 'After --, passed on as it is', required: true, many: true }],
  options: {
    name: { type: 'text', description: 'Task of the session; default: the name of the command' },
    budget: { type: 'text', description: 'US dollars; when they are spent further requests are refused' },
    upstream: { type: 'text', description: 'Another API as NAME=URL, told as NAME_BASE_URL; several with commas' },
  },
  examples: [
    ['$0 run -- python agent.py', 'what did it cost?'],
    ['$0 run --budget 2 --name "nightly eval" -- npm run eval', 'at most about $2'],
  ],
  run: async (context, input) => (await import('../run-child/run-run.ts')).runRun(context, input),
}
