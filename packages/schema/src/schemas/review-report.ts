import * as z from 'zod'
import type { ReviewReport } from '../documents/review-report.ts'
import { count, text, texts } from './parts.ts'

const severity = z.enum(['info', 'low', 'medium', 'high', 'critical'])

/** Lets keys through that it does not know. */
export const reviewReportSchema: z.ZodType<ReviewReport> = z.looseObject({
  schema_version: z.literal(1),
  sessions: texts,
  engine: z.enum(['rules', 'agent', 'multi-agent']),
  findings: z.array(
    z.looseObject({
      id: text,
      severity,
      title: text,
      detail: text,
      path: text.exactOptional(),
      line: z.int().positive().exactOptional(),
      providers: texts.exactOptional(),
    }),
  ),
  counts: z.partialRecord(severity, count),
  passed: z.boolean(),
})
