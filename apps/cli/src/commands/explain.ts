import type { Command } from '../command.ts'

/** A session, or the one that made a commit, told to a person. */
export const explain: Command = {
  name: 'explain',
  summary: 'Tell what was asked, what happened and why it is judged so',
  arguments: [
    {
      name: 'id',
      label: 'session|commit',
      description: 'Session id, transcript file, or commit that a session made; default: the latest session',
    },
  ],
  options: {
    all: { type: 'flag', description: 'Every turn, reason and finding', short: 'a' },
    md: { type: 'flag', description: 'Print Markdown' },
  },
  examples: [['$0 explain 1a2b3c4', 'the session that made this commit']],
  readsSessions: true,
  run: async (context, input) => (await import('../explain/run-explain.ts')).runExplain(context, input),
}
