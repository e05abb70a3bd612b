import * as z from 'zod'
import type { MeteredDocument, MeteredSession } from '../documents/metered-document.ts'
import { cost, count, operation, text, texts, tokenCounts, unpriced } from './parts.ts'

/** A session that is told by hand. */
export const meteredSession: z.ZodType<MeteredSession> = z.looseObject({
  id: text,
  task: text,
  agent: text.nullable(),
  project: text,
  started_at: text,
  ended_at: text.nullable(),
  end_reason: text.nullable(),
  notes: count,
  responses: count,
  usage: z.looseObject(tokenCounts),
  cost_usd: cost.nullable(),
  unpriced,
})

/** Lets keys through that it does not know. */
export const meteredSchema: z.ZodType<MeteredDocument> = z.looseObject({
  schema_version: z.literal(1),
  action: z.enum(['start', 'note', 'log-ai', 'end', 'recover']),
  done: z.boolean(),
  session: meteredSession.nullable(),
  resumed: z.boolean().exactOptional(),
  closed: texts.exactOptional(),
  response: z
    .looseObject({
      provider: text,
      model: text,
      usage: z.looseObject(tokenCounts),
      cost_usd: cost.nullable(),
      cost_source: z.enum(['told', 'catalog', 'override']).nullable(),
      at_least: z.boolean(),
    })
    .exactOptional(),
  changes: z
    .looseObject({
      files: z.array(
        z.looseObject({
          path: text,
          operation,
          to: text.nullable(),
          added: count.nullable(),
          removed: count.nullable(),
        }),
      ),
      files_left_out: count,
      commits: z.array(z.looseObject({ sha: text, branch: text.nullable(), subject: text })).nullable(),
      branch: text.nullable(),
    })
    .nullable()
    .exactOptional(),
  budget: z
    .looseObject({
      exceeded: z.boolean(),
      budgets: z.array(
        z.looseObject({
          scope: z.enum(['session', 'day', 'month', 'project']),
          limit_usd: cost,
          spent_usd: cost,
          state: z.enum(['ok', 'warn', 'exceeded']),
        }),
      ),
    })
    .nullable(),
  notes: texts,
})
