import type { Command } from '../command.ts'

/** A script for the shell; yargs makes it, and answers it with `--get-yargs-completions`. */
export const completion: Command = {
  name: 'completion',
  summary: 'Print a completion script for bash or zsh',
  examples: [['$0 completion >> ~/.bashrc', 'complete commands, options and session ids']],
  run: async (context) => {
    const { completionScript } = await import('../yargs-input.ts')
    context.host.stdout.write(await completionScript())
    return 0
  },
}
