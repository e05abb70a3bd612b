import type { Command } from '../command.ts'

/** Hooks, so that sessions are recorded while they happen. */
export const enable: Command = {
  name: 'enable',
  summary: 'Record sessions of coding agents from now on, by their hooks',
  arguments: [{ name: 'agent', description: 'Ids of agents; default: those noticed here', many: true }],
  options: {
    all: { type: 'flag', description: 'Every agent that has hooks' },
    user: { type: 'flag', description: 'For all projects, in the settings of the user' },
    mcp: { type: 'flag', description: 'Also let the agents ask ses, by its MCP server' },
    checkpoint: {
      type: 'flag',
      description: 'Keep sessions in git beside each commit, and a snapshot of every turn, by hooks of git',
    },
    'dry-run': { type: 'flag', description: 'Say what would be done, do nothing' },
  },
  examples: [
    ['$0 enable', 'the agents that are noticed on this machine and in this project'],
    ['$0 enable codex gemini-cli', 'these two'],
    ['$0 enable --checkpoint', 'and keep the sessions of every commit in git'],
    ['$0 enable --all --user', 'everything, in every project'],
  ],
  run: async (context, input) => (await import('../enable/run-enable.ts')).runEnable(context, input),
}
