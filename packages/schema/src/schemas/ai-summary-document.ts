import * as z from 'zod'
import type { AiSummaryDocument } from '../documents/ai-summary-document.ts'
import { cost, count, text } from './parts.ts'

/** Lets keys through that it does not know. */
export const aiSummarySchema: z.ZodType<AiSummaryDocument> = z.looseObject({
  schema_version: z.literal(1),
  session_id: text,
  folder: text,
  text,
  provider: z.enum(['openai', 'anthropic']),
  model: text,
  created: text,
  tokens: z
    .looseObject({ input: count, cache_read: count, cache_write: count, output: count, reasoning: count })
    .nullable(),
  cost_usd: cost.nullable(),
  ms: z.number().nonnegative(),
  attempts: count,
  complete: z.boolean(),
  from_reasoning: z.boolean(),
  input: z.looseObject({ tokens: count, turns: count, condensed: count }),
  reused: z.boolean(),
})
