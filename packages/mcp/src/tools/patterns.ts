import * as z from 'zod'
import { text } from '../input-values.ts'
import { agent, cursor, limit, since, until } from '../inputs.ts'
import type { Tool } from '../tool.ts'

export const patterns: Tool = {
  name: 'ses_patterns',
  title: 'List behaviour patterns',
  description:
    'Which behaviour patterns recur in the sessions of this project, how often, what they waste and what to do about each: read it before starting similar work.',
  input: z.strictObject({ since, until, agent, limit, cursor }),
  document: 'report',
  effects: { writes: false, idempotent: true },
  list: 'patterns',
  text: 'document',
  commandLine: (input) => ({
    command: ['report'],
    options: { since: text(input['since']), until: text(input['until']), agent: text(input['agent']) },
  }),
}
