import type { Command } from '../command.ts'

/** What the next agent or person needs to go on. */
export const handoff: Command = {
  name: 'handoff',
  summary: 'Hand a session over: goal, decisions, what is done, what is open',
  arguments: [
    { name: 'id', label: 'id|file', description: 'Session id or transcript file; default: the latest session' },
  ],
  options: {
    'max-tokens': { type: 'number', description: 'Size of the Markdown, estimated; default 4000' },
    md: { type: 'flag', description: 'Print Markdown' },
  },
  examples: [['$0 handoff latest --md --max-tokens 1500', 'a page to paste into the next session']],
  readsSessions: true,
  run: async (context, input) => (await import('../handoff/run-handoff.ts')).runHandoff(context, input),
}
