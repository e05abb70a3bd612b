import type { Command } from '../command.ts'

/** Secrets out of any text. */
export const mask: Command = {
  name: 'mask',
  summary: 'Replace the secrets in a text by placeholders',
  arguments: [{ name: 'file', description: 'File to read; default: stdin' }],
  options: {
    report: { type: 'flag', description: 'Tell on stderr which rules matched how often' },
    check: { type: 'flag', description: 'Print nothing; exit 1 when there is a secret' },
  },
  examples: [
    ['env | $0 mask', 'an environment that can be shown'],
    ['$0 mask --check notes.md', 'fail when a file holds a secret'],
  ],
  run: async (context, input) => (await import('../mask/run-mask.ts')).runMask(context, input),
}
