import type { Command } from '../command.ts'

/** One line for the status line of Claude Code. */
export const statusline: Command = {
  name: 'statusline',
  summary: 'Print a status line for Claude Code: model, context, cost, budget',
  examples: [
    ['$0 statusline', 'in ~/.claude/settings.json: "statusLine": { "type": "command", "command": "ses statusline" }'],
  ],
  run: async (context) => (await import('../statusline/run-statusline.ts')).runStatusline(context),
}
