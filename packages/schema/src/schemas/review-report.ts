import * as z from 'zod'
import type { ReviewReport } from '../documents/review-report.ts'
import { count, text, texts } from './parts.ts'

const severity = z.enum(['info', 'low', 'medium', 'high', 'critical'])
const engine = z.enum(['rules', 'agent', 'multi-agent'])

const finding = z.looseObject({
  id: text,
  rule: text,
  fingerprint: text,
  severity,
  category: z.enum(['bug', 'security', 'performance', 'maintainability', 'test-gap', 'process']),
  title: text,
  message: text,
  evidence: z.looseObject({
    file: text.nullable(),
    line: z.int().positive().nullable(),
    snippet: text.nullable(),
    session_id: text.nullable(),
    event_ids: texts,
  }),
  recommendation: text,
  confidence: z.number().min(0).max(1),
  engine,
  agreement: count,
  providers: texts.exactOptional(),
  conflicts: texts.exactOptional(),
})

/** Lets keys through that it does not know. */
export const reviewReportSchema: z.ZodType<ReviewReport> = z.looseObject({
  schema_version: z.literal(1),
  sessions: texts,
  engine,
  diffs: z.array(
    z.looseObject({
      session_id: text.nullable(),
      source: z.enum(['commits', 'checkpoints', 'worktree', 'refs', 'edits', 'none']),
      base: text.nullable(),
      head: text.nullable(),
      files: count,
      added: count,
      removed: count,
    }),
  ),
  findings: z.array(finding),
  suppressed: z.array(finding.extend({ reason: text })),
  counts: z.partialRecord(severity, count),
  unsupported: count,
  reviewers: z.array(
    z.looseObject({
      id: text,
      outcome: z.enum(['ok', 'parse_error', 'timeout', 'missing', 'refused', 'failed']),
      findings: count,
      message: text.exactOptional(),
      model: text.exactOptional(),
      cost_usd: z.number().nullable().exactOptional(),
    }),
  ),
  notes: texts,
  gate: z.looseObject({ fail_on: severity.nullable(), strict_contract: z.boolean(), failed_by: texts }),
  passed: z.boolean(),
})
