import * as z from 'zod'
import type { BisectDocument } from '../documents/bisect-document.ts'
import { checkpoint } from './checkpoints-document.ts'
import { cost, count, counted, text, texts } from './parts.ts'

/** Lets keys through that it does not know. */
export const bisectSchema: z.ZodType<BisectDocument> = z.looseObject({
  schema_version: z.literal(1),
  command: text,
  result: z.enum(['found', 'skipped', 'not_monotone']),
  first_bad: checkpoint.nullable(),
  last_good: checkpoint.nullable(),
  turn: z
    .looseObject({
      session: text,
      agent: text.nullable(),
      turn: count.nullable(),
      prompt: text.nullable(),
      tools: counted,
      models: texts,
      session_cost_usd: cost.nullable(),
      commit: text.nullable(),
    })
    .nullable(),
  changes: z.array(z.looseObject({ path: text, change: z.enum(['create', 'modify', 'remove']) })),
  candidates: texts,
  tests: z.array(
    z.looseObject({ checkpoint: text, exit: z.int(), verdict: z.enum(['good', 'bad', 'skip']), ms: z.number() }),
  ),
})
