import * as z from 'zod'
import { text } from '../input-values.ts'
import { agent, cursor, limit, since, until } from '../inputs.ts'
import type { Tool } from '../tool.ts'

export const list: Tool = {
  name: 'ses_list',
  title: 'List sessions',
  description:
    'Coding-agent sessions of this project, the latest first: id, agent, start, type, intent, risk, grade, cost. Ids go into the other tools.',
  input: z.strictObject({ since, until, agent, limit, cursor }),
  document: 'list',
  effects: { writes: false, idempotent: true },
  list: 'sessions',
  text: 'document',
  commandLine: (input) => ({
    command: ['list'],
    options: { since: text(input['since']), until: text(input['until']), agent: text(input['agent']) },
  }),
}
