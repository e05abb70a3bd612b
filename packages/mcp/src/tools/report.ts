import * as z from 'zod'
import { number, text } from '../input-values.ts'
import { agent, since, until } from '../inputs.ts'
import type { Tool } from '../tool.ts'

export const report: Tool = {
  name: 'ses_report',
  title: 'Report trends',
  description:
    'How the sessions of this project went over time: trend of grades, recurring patterns, waste, cost by agent and model.',
  input: z.strictObject({
    last: z.number().int().min(1).max(1000).optional().describe('The latest so many sessions'),
    since,
    until,
    agent,
  }),
  document: 'report',
  effects: { writes: false, idempotent: true },
  text: 'md',
  commandLine: (input) => ({
    command: ['report'],
    options: {
      last: number(input['last']),
      since: text(input['since']),
      until: text(input['until']),
      agent: text(input['agent']),
    },
  }),
}
