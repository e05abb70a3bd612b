import * as z from 'zod'
import { number, text } from '../input-values.ts'
import { agent } from '../inputs.ts'
import type { Tool } from '../tool.ts'

export const logAi: Tool = {
  name: 'ses_log_ai',
  title: 'Record model usage',
  description:
    'Adds the tokens of a model call to the metered session that is active; the cost is looked up unless given.',
  input: z.strictObject({
    provider: z.string().min(1).max(100),
    model: z.string().min(1).max(200),
    prompt_tokens: z.number().int().min(0).max(1e12).optional(),
    completion_tokens: z.number().int().min(0).max(1e12).optional(),
    total_tokens: z.number().int().min(0).max(1e12).optional(),
    cost_usd: z.number().min(0).max(1e9).optional(),
    agent,
  }),
  document: 'metered',
  effects: { writes: true, idempotent: false },
  text: 'document',
  commandLine: (input) => ({
    command: ['log-ai'],
    options: {
      provider: text(input['provider']),
      model: text(input['model']),
      'prompt-tokens': number(input['prompt_tokens']),
      'completion-tokens': number(input['completion_tokens']),
      total: number(input['total_tokens']),
      cost: number(input['cost_usd']),
      agent: text(input['agent']),
    },
  }),
}
