import type { Command } from '../command.ts'

/** Tokens and money over all sessions of all agents. */
export const usage: Command = {
  name: 'usage',
  summary: 'Show tokens and cost by day, week, month, session, model, project',
  arguments: [
    { name: 'view', description: 'daily (default), weekly, monthly, session, model, project, blocks; or why' },
    { name: 'words', description: 'Transcripts or directories to read; for why: the session', many: true },
  ],
  options: {
    from: { type: 'text', description: 'Directory to read; default: where agents keep their transcripts' },
    since: { type: 'text', description: 'Used at or after: 2026-02-27, or 7d, 12h, 2w ago' },
    until: { type: 'text', description: 'Used at or before: a date or a time ago' },
    agent: { type: 'text', description: 'Only of this agent' },
    project: { type: 'text', description: 'Only in this directory or below it, or in one of this name' },
    tz: { type: 'text', description: 'Time zone of the days: Europe/Berlin; default: the machine’s' },
    limit: { type: 'number', description: 'At most so many rows; default about 30, all with --json', short: 'n' },
    all: { type: 'flag', description: 'No limit', short: 'a' },
  },
  examples: [
    ['$0 usage', 'what each day cost'],
    ['$0 usage model --since 30d', 'the last month by model'],
    ['$0 usage blocks --agent claude-code', 'windows of five hours'],
    ['$0 usage why latest', 'the ledger of a session, line by line'],
  ],
  run: async (context, input) => (await import('../usage/run-usage.ts')).runUsage(context, input),
}
