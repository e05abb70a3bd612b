import type { Command } from '../command.ts'

/** Takes transcripts into the project's store. */
export const importCommand: Command = {
  name: 'import',
  summary: 'Take transcripts into .ses-logs',
  arguments: [{ name: 'paths', description: 'Transcript files, or directories of them', required: true, many: true }],
  options: {
    agent: { type: 'text', description: 'Agent that wrote the files; told from their content by default' },
    force: { type: 'flag', description: 'Read unchanged files again, too' },
  },
  examples: [
    ['$0 import ~/.claude/projects', 'every session of Claude Code on this machine'],
    ['$0 import a.jsonl b.jsonl', 'two transcripts'],
  ],
  run: async (context, input) => (await import('../import/run-import.ts')).runImport(context, input),
}
