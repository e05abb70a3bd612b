import type { Command } from '../command.ts'

/** `enable` for one agent. */
export const init: Command = {
  name: 'init',
  summary: 'Record sessions of Claude Code from now on: enable claude-code',
  options: {
    user: { type: 'flag', description: 'For all projects, in the settings of the user' },
    mcp: { type: 'flag', description: 'Also let it ask ses, by its MCP server' },
    'dry-run': { type: 'flag', description: 'Say what would be done, do nothing' },
  },
  run: async (context, input) => (await import('../enable/run-enable.ts')).runInit(context, input),
}
