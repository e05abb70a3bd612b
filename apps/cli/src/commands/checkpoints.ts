import type { Command } from '../command.ts'

/** Snapshots of the work tree, per prompt and per end of turn. */
export const checkpoints: Command = {
  name: 'checkpoints',
  summary: 'List the snapshots of the work tree; show or take one; push and fetch those of commits',
  arguments: [
    {
      name: 'action',
      description:
        'list (default), show <checkpoint>, take [note]; sessions beside commits: commits [commit], push|fetch [remote], relink',
    },
    {
      name: 'words',
      description: 'The checkpoint to show: an id, its beginning, or latest; a note to take',
      many: true,
    },
  ],
  options: {
    limit: { type: 'number', description: 'At most so many; default 30, all with --json', short: 'n' },
    since: { type: 'text', description: 'Taken at or after: 2026-02-27, or 7d, 12h, 2w ago' },
    until: { type: 'text', description: 'Taken at or before: a date or a time ago' },
    agent: { type: 'text', description: 'Only of this agent' },
    session: { type: 'text', description: 'Only of the session whose id begins like this' },
    project: { type: 'text', description: 'Only of the work tree in this directory' },
    'max-file-size': { type: 'number', description: 'take: leave out files above so many megabytes' },
  },
  examples: [
    ['ses checkpoints', 'what can be brought back'],
    ['ses checkpoints show latest', 'the last one, and the files that changed in it'],
    ['ses checkpoints push', 'sessions kept beside commits go to the remote, and its own come here'],
    ['ses checkpoints take "before the big refactoring"', 'a snapshot by hand'],
  ],
  run: async (context, input) => (await import('../snapshot/run-checkpoints.ts')).runCheckpoints(context, input),
}
