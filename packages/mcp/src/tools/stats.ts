import * as z from 'zod'
import { text } from '../input-values.ts'
import { agent, since, until } from '../inputs.ts'
import type { Tool } from '../tool.ts'

export const stats: Tool = {
  name: 'ses_stats',
  title: 'Count what was done',
  description: 'Totals over the sessions of this project: sessions, tools, files, errors, tokens, cost.',
  input: z.strictObject({ since, until, agent }),
  document: 'stats',
  effects: { writes: false, idempotent: true },
  text: 'md',
  commandLine: (input) => ({
    command: ['stats'],
    options: { since: text(input['since']), until: text(input['until']), agent: text(input['agent']) },
  }),
}
