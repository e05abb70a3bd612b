import * as z from 'zod'
import type { Tool } from '../tool.ts'

export const budgetCheck: Tool = {
  name: 'ses_budget_check',
  title: 'Check budgets',
  description:
    'What was spent against the limits set for session, day, month and project, with a forecast. Ask before expensive work.',
  input: z.strictObject({}),
  effects: { writes: false, idempotent: true },
  text: 'page',
  commandLine: () => ({ command: ['budget', 'check'] }),
}
