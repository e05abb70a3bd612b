import * as z from 'zod'
import type { UsageDocument } from '../documents/usage-document.ts'
import { cost, count, text, texts, tokenCounts, unpriced } from './parts.ts'

const totals = { agent: text, models: texts, ...tokenCounts, responses: count, cost_usd: cost }

/** Lets keys through that it does not know. */
export const usageSchema: z.ZodType<UsageDocument> = z.looseObject({
  schema_version: z.literal(1),
  rows: z.array(z.looseObject({ key: text, ...totals })),
  totals: z.looseObject(totals),
  unpriced,
  scan: z.looseObject({ files: count, parsed: count, bytes: count, ms: z.number().nonnegative() }),
})
