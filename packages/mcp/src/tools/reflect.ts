import * as z from 'zod'
import { texts } from '../input-values.ts'
import { optionalSessionId } from '../inputs.ts'
import type { Tool } from '../tool.ts'

export const reflect: Tool = {
  name: 'ses_reflect',
  title: 'Analyse a session',
  description:
    'Full analysis of one session: summary, grade with every penalty, findings with evidence and waste, cost, claims that were not true. Use it to learn from what was done.',
  input: z.strictObject({ id: optionalSessionId }),
  document: 'reflect',
  effects: { writes: false, idempotent: true },
  text: 'page',
  commandLine: (input) => ({ command: ['reflect'], words: texts(input['id']) }),
}
