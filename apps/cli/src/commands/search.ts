import type { Command } from '../command.ts'
import { sessionFilters } from '../option.ts'

/** Sessions by what was said and done in them. */
export const search: Command = {
  name: 'search',
  summary: 'Search prompts, replies, commands, errors and files of all sessions',
  arguments: [
    {
      name: 'text',
      description: 'Words that must all occur; "several words" together, begin* for a beginning',
      required: true,
      many: true,
    },
  ],
  options: {
    'ignore-case': { type: 'flag', description: 'Upper and lower case are the same', short: 'i' },
    regex: { type: 'flag', description: 'The text is a regular expression' },
    limit: { type: 'number', description: 'At most so many sessions; default 20', short: 'n' },
    agent: { type: 'text', description: 'Only of this agent, or of several' },
    since: sessionFilters.since,
    until: sessionFilters.until,
    project: sessionFilters.project,
    file: { type: 'text', description: 'Only sessions that changed this file' },
    type: { type: 'text', description: 'Only of this type of work' },
    risk: { type: 'text', description: 'Only of this risk' },
    grade: { type: 'text', description: 'Only of this grade' },
  },
  examples: [
    ['$0 search auth timeout', 'both words, anywhere in a session'],
    ['$0 search \'"auth timeout"\'', 'the two words together'],
    ['$0 search -i --regex "time(d )?out"', 'a pattern'],
    ['$0 search -- --force', 'a text that looks like an option'],
  ],
  readsSessions: true,
  run: async (context, input) => (await import('../search/run-search.ts')).runSearch(context, input),
}
