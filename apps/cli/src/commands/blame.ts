import type { Command } from '../command.ts'

/** Who wrote the lines of a file: sessions of agents, people, or nobody knows. */
export const blame: Command = {
  name: 'blame',
  summary: 'Tell which session and prompt, or which people, wrote a line',
  arguments: [
    { name: 'file', label: 'file[:line]', description: 'src/a.ts, src/a.ts:12 or src/a.ts:12-20; with --summary none' },
  ],
  options: {
    rev: { type: 'text', description: 'The file in this commit or checkpoint; default: on the disk' },
    summary: { type: 'text', description: 'Shares of a commit or of a range: HEAD, v1..main' },
  },
  examples: [
    ['ses blame src/auth.ts:42', 'which prompt wrote line 42'],
    ['ses blame --summary main..HEAD', 'how much of the branch agents wrote'],
  ],
  run: async (context, input) => (await import('../blame/run-blame.ts')).runBlame(context, input),
}
