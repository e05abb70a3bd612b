import type { Command } from '../command.ts'

/** The full analysis of one session. */
export const reflect: Command = {
  name: 'reflect',
  summary: 'Analyse a session: outcome, grade, risk, findings, cost',
  arguments: [
    {
      name: 'id',
      label: 'id|file',
      description: 'Session id, transcript file, or - for stdin; default: the latest session',
    },
  ],
  options: {
    all: { type: 'flag', description: 'Show lists and prompts whole, with event ids', short: 'a' },
    agent: { type: 'text', description: 'Agent that wrote the file; told from its content by default' },
  },
  examples: [
    ['$0 reflect session.jsonl', 'analyse a transcript'],
    ['$0 reflect latest --json', 'the latest session as JSON'],
  ],
  readsSessions: true,
  run: async (context, input) => (await import('../reflect/run-reflect.ts')).runReflect(context, input),
}
