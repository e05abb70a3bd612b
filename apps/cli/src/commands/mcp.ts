import type { Command } from '../command.ts'

/** Serves the sessions of this project to coding agents. */
export const mcp: Command = {
  name: 'mcp',
  summary: 'Serve sessions to coding agents over MCP, on stdin and stdout',
  options: {
    root: {
      type: 'text',
      description: 'Another directory that ses_log may read transcripts from; several with commas',
    },
  },
  examples: [['claude mcp add ses -- ses mcp', 'lets Claude Code ask it']],
  run: async (context, input) => (await import('../mcp/run-mcp.ts')).runMcp(context, input),
}
