import * as z from 'zod'
import { text, texts } from '../input-values.ts'
import { agent } from '../inputs.ts'
import type { Tool } from '../tool.ts'

export const start: Tool = {
  name: 'ses_start',
  title: 'Start a metered session',
  description: 'Begins a session for an agent that has neither hooks nor transcripts; end it with ses_end.',
  input: z.strictObject({
    task: z.string().min(1).max(2000).describe('What is to be done'),
    agent,
    resume: z.boolean().default(false).describe('Go on with the one that is active'),
    close_stale: z.boolean().default(false).describe('End one that was left open'),
  }),
  document: 'metered',
  effects: { writes: true, idempotent: false },
  text: 'document',
  commandLine: (input) => ({
    command: ['start'],
    options: {
      agent: text(input['agent']),
      resume: input['resume'] === true,
      'close-stale': input['close_stale'] === true,
    },
    words: texts(input['task']),
  }),
}
