import type { Command } from '../command.ts'

/** Going on with a session that a checkpoint holds. */
export const resume: Command = {
  name: 'resume',
  summary: 'Bring a session back from a checkpoint, and go on with it',
  arguments: [
    {
      name: 'checkpoint',
      description: 'An id from `ses checkpoints commits`, a commit, a session, or latest (default)',
      many: true,
    },
  ],
  options: {
    run: { type: 'flag', description: "Start the agent's own resume command" },
    force: { type: 'flag', description: 'Replace the data of the session in .ses-logs; never a transcript' },
  },
  examples: [
    ['ses resume HEAD', 'the sessions of the last commit, and the commands that go on with them'],
    ['ses resume 3f2a9c --run', 'and start the agent'],
  ],
  run: async (context, input) => (await import('../resume/run-resume.ts')).runResume(context, input),
}
