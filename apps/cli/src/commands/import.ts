import type { Command } from '../command.ts'

/** Takes transcripts into the project's store. */
export const importCommand: Command = {
  name: 'import',
  summary: 'Take transcripts into .ses-logs',
  arguments: [
    { name: 'paths', description: 'Transcript files, or directories of them; default all of this machine', many: true },
  ],
  options: {
    all: { type: 'flag', description: 'Every agent’s transcripts on this machine: the default without paths' },
    agent: { type: 'text', description: 'Only this agent’s; of named files: the agent that wrote them' },
    codex: { type: 'flag', description: 'The same as --agent codex' },
    from: { type: 'text', description: 'A directory to search instead of the agents’ own' },
    pattern: { type: 'text', description: 'Only files whose name fits, such as "rollout-2026-*"' },
    'min-age': { type: 'number', description: 'Only what has not changed for so many minutes' },
    'no-archive': { type: 'flag', description: 'Keep no masked copy of the transcripts in the archive' },
    git: { type: 'flag', description: 'What other tools left in this repository: Entire checkpoints, git-ai notes' },
    force: { type: 'flag', description: 'Read unchanged files again, too' },
  },
  examples: [
    ['$0 import', 'every session of every agent on this machine'],
    ['$0 import --agent claude-code', 'those of Claude Code'],
    ['$0 import --git', 'the history that Entire or git-ai keep in this repository'],
    ['$0 import a.jsonl b.jsonl', 'two transcripts'],
  ],
  run: async (context, input) =>
    input.flag('git')
      ? (await import('../import-git/run-import-git.ts')).runImportGit(context)
      : (await import('../import/run-import.ts')).runImport(context, input),
}
