import type { Command } from '../command.ts'

/** Writes sessions for other programs and for people. */
export const exportCommand: Command = {
  name: 'export',
  summary: 'Write sessions as JSON, CSV, Markdown, HTML, OTLP or Agent Trace',
  arguments: [
    { name: 'ids', description: 'Session ids or unique prefixes, or "latest"; `csv` exports all', many: true },
  ],
  options: {
    format: {
      type: 'text',
      description: 'Default json',
      short: 'f',
      choices: ['json', 'csv', 'md', 'html', 'otlp', 'agent-trace'],
    },
    all: { type: 'flag', description: 'Every session that the filters leave', short: 'a' },
    out: { type: 'text', description: 'Write to this file rather than to stdout', short: 'o' },
    force: { type: 'flag', description: 'Replace the file of --out' },
    endpoint: {
      type: 'text',
      description: 'With otlp: send to this OTLP/HTTP endpoint, such as http://localhost:4318',
    },
    header: { type: 'text', description: 'With --endpoint: headers to send, "name=value,name=value"' },
    revision: { type: 'text', description: 'With agent-trace: the commit that the files are told for' },
    limit: { type: 'number', description: 'With --all: at most so many, the latest', short: 'n' },
    since: { type: 'text', description: 'With --all: started at or after: 2026-02-27, or 7d, 12h, 2w ago' },
    until: { type: 'text', description: 'With --all: started at or before' },
    agent: { type: 'text', description: 'With --all: only of this agent' },
    project: { type: 'text', description: 'With --all: only in this directory or below it' },
  },
  examples: [
    ['$0 export latest --format html -o session.html', 'a page to send to somebody'],
    ['$0 export csv > sessions.csv', 'every session, for a spreadsheet'],
    ['$0 export --all --format otlp --endpoint http://localhost:4318', 'to an OpenTelemetry collector'],
  ],
  readsSessions: true,
  run: async (context, input) => (await import('../export/run-export.ts')).runExport(context, input),
}
