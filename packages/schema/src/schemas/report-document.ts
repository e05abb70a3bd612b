import * as z from 'zod'
import type { ReportDocument, ReportGroup } from '../documents/report-document.ts'
import { cost, count, letter, risk, share, text, texts, type, unpriced, waste } from './parts.ts'

const group: z.ZodType<ReportGroup> = z.looseObject({
  key: text,
  sessions: count,
  graded: count,
  median_score: z.number().nullable(),
  cost_usd: cost.nullable(),
  output_tokens: count,
  findings_per_session: z.number().nullable(),
})

/** Lets keys through that it does not know. */
export const reportSchema: z.ZodType<ReportDocument> = z.looseObject({
  schema_version: z.literal(1),
  sessions: count,
  from: text.nullable(),
  to: text.nullable(),
  trend: z.looseObject({
    verdict: z.enum(['improving', 'stable', 'declining', 'unknown']),
    test: z.literal('mann-kendall'),
    n: count,
    needed: count,
    s: z.int(),
    tau: z.number().min(-1).max(1).nullable(),
    p: share.nullable(),
    method: z.enum(['exact', 'normal']),
    alpha: share,
    slope: z.number().nullable(),
    points: z.array(
      z.looseObject({
        id: text,
        start: text,
        score: z.number(),
        letter,
        agent: text,
        type,
        risk,
        outcome: z.enum(['completed', 'partial', 'abandoned', 'errored']).nullable(),
        cost_usd: cost.nullable(),
        intent: text,
      }),
    ),
  }),
  patterns: z.array(
    z.looseObject({
      id: text,
      title: text,
      severity: z.enum(['info', 'warning', 'concern']),
      sessions: count,
      share,
      findings: count,
      waste,
      advice: text,
      examples: texts,
      last_seen: text.nullable(),
    }),
  ),
  waste,
  cost: z.looseObject({ usd: cost.nullable(), priced_sessions: count, median_usd: cost.nullable(), unpriced }),
  by_agent: z.array(group),
  by_model: z.array(group),
})
