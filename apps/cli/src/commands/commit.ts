import type { Command } from '../command.ts'

/** A commit with its sessions beside it. */
export const commit: Command = {
  name: 'commit',
  summary: 'Commit with git, and keep the sessions of the commit in git beside it',
  arguments: [{ name: 'more', label: '-- git options', description: 'Handed on to git commit', many: true }],
  options: {
    message: { type: 'text', description: 'The message, as git commit -m', short: 'm' },
    all: { type: 'flag', description: 'Every changed file that git knows, as git commit -a', short: 'a' },
    trailer: { type: 'flag', description: 'Name the sessions at work in the message: Ses-Session' },
  },
  examples: [
    ['ses commit -m "Fix the rounding"', 'what is staged, with your hooks and your signature'],
    ['ses commit', 'nothing staged: only keeps the sessions of HEAD'],
    ['ses commit -- --amend --no-edit', 'anything git commit takes'],
  ],
  run: async (context, input) => (await import('../commit/run-commit.ts')).runCommit(context, input),
}
