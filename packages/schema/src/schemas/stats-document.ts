import * as z from 'zod'
import type { StatsDocument } from '../documents/stats-document.ts'
import { cost, count, counted, text, tokenCounts, unpriced } from './parts.ts'

/** Lets keys through that it does not know. */
export const statsSchema: z.ZodType<StatsDocument> = z.looseObject({
  schema_version: z.literal(1),
  sessions: count,
  first: text.nullable(),
  last: text.nullable(),
  days: count,
  turns: count,
  tool_calls: count,
  errors: count,
  files: count,
  lines_added: count,
  lines_removed: count,
  commits: count,
  tokens: z.looseObject(tokenCounts),
  cost_usd: cost.nullable(),
  unpriced,
  by_agent: counted,
  by_type: counted,
  by_risk: counted,
  by_grade: counted,
  by_outcome: counted,
  tools: counted,
  hot_files: z.array(z.looseObject({ path: text, project: text.nullable(), sessions: count })),
})
