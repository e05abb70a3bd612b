import type { Command } from '../command.ts'

/** Called by the hooks of agents; `bin.ts` answers it before any command is loaded. */
export const log: Command = {
  name: 'log',
  summary: 'Record one hook call of an agent; the payload comes on stdin',
  arguments: [{ name: 'event', description: 'Name of the hook', required: true }],
  options: { agent: { type: 'text', description: 'Id of the agent whose hook it is' } },
  examples: [
    ['ses log PostToolUse --agent claude-code < payload.json', 'what `ses enable` registers; prints nothing, exits 0'],
  ],
  run: async (context, input) => (await import('../log/run-log-command.ts')).runLogCommand(context, input),
}
