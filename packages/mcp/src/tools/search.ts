import * as z from 'zod'
import { text, texts } from '../input-values.ts'
import { agent, cursor, limit, since, until } from '../inputs.ts'
import type { Tool } from '../tool.ts'

export const search: Tool = {
  name: 'ses_search',
  title: 'Search sessions',
  description:
    'Full-text search over prompts, replies, commands and files of all sessions. Any text is legal; words are all required, "quotes" make a phrase, a trailing * a prefix.',
  input: z.strictObject({
    query: z.string().min(1).max(500).describe('What to look for'),
    regex: z.boolean().default(false).describe('The query is a regular expression'),
    since,
    until,
    agent,
    limit,
    cursor,
  }),
  document: 'search',
  effects: { writes: false, idempotent: true },
  list: 'results',
  text: 'document',
  commandLine: (input) => ({
    command: ['search'],
    options: {
      regex: input['regex'] === true,
      limit: 500,
      since: text(input['since']),
      until: text(input['until']),
      agent: text(input['agent']),
    },
    words: texts(input['query']),
  }),
}
