import * as z from 'zod'
import type { ProxyDocument, RunDocument } from '../documents/proxy-document.ts'
import { cost, count, text, tokenCounts } from './parts.ts'

/** Lets keys through that it does not know. */
export const proxySchema: z.ZodType<ProxyDocument> = z.looseObject({
  schema_version: z.literal(1),
  url: text,
  port: count,
  session: text.nullable(),
  upstreams: z.array(z.looseObject({ name: text, url: text })),
})

/** Lets keys through that it does not know. */
export const runSchema: z.ZodType<RunDocument> = z.looseObject({
  schema_version: z.literal(1),
  exit_code: count,
  signal: text.nullable(),
  session: text.nullable(),
  transcript_agent: text.nullable(),
  budget_usd: cost.nullable(),
  refused: count,
  totals: z.looseObject({
    requests: count,
    failed: count,
    cut: count,
    unmetered: count,
    usage: z.looseObject(tokenCounts),
    cost_usd: cost.nullable(),
    models: z.array(z.looseObject({ model: text, responses: count, cost_usd: cost.nullable() })),
  }),
})
