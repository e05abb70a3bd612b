import * as z from 'zod'
import { text } from '../input-values.ts'
import { agent, cursor, limit, since, until } from '../inputs.ts'
import type { Tool } from '../tool.ts'

export const usage: Tool = {
  name: 'ses_usage',
  title: 'Account tokens and cost',
  description:
    'Tokens by class and cost in US dollars of all coding agents on this machine, each model response counted once, grouped by day, week, month, session, model or project.',
  input: z.strictObject({
    by: z.enum(['daily', 'weekly', 'monthly', 'session', 'model', 'project', 'blocks']).default('daily'),
    since,
    until,
    agent,
    limit,
    cursor,
  }),
  document: 'usage',
  effects: { writes: false, idempotent: true },
  list: 'rows',
  text: 'document',
  commandLine: (input) => ({
    command: ['usage', text(input['by']) ?? 'daily'],
    options: { since: text(input['since']), until: text(input['until']), agent: text(input['agent']) },
  }),
}
