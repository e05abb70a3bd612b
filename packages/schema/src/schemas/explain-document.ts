import type { CheckKind } from '@ses/model'
import * as z from 'zod'
import type { ExplainDocument, ExplainedReason } from '../documents/explain-document.ts'
import { count, counted, operation, text, texts, waste } from './parts.ts'
import { commit, summarySchema } from './summary.ts'

const checkKind: z.ZodType<CheckKind> = z.enum(['test', 'build', 'lint', 'typecheck', 'format'])
const quotes = z.array(z.looseObject({ event: text, time: text.nullable(), text }))
const reasons: z.ZodType<readonly ExplainedReason[]> = z.array(
  z.looseObject({
    rule: text,
    detail: text.exactOptional(),
    weight: z.number().exactOptional(),
    events: texts,
    quotes,
  }),
)

const turn = z.looseObject({
  index: count,
  prompt: text.nullable(),
  queued: texts,
  start: text.nullable(),
  end: text.nullable(),
  type: text.nullable(),
  risk: text.nullable(),
  calls: counted,
  files: z.array(z.looseObject({ path: text, operations: z.array(operation) })),
  checks: z.array(
    z.looseObject({
      kind: checkKind,
      command: text,
      runs: count,
      failed: count,
      ok: z.boolean().nullable(),
      passed_tests: count.nullable(),
      failed_tests: count.nullable(),
      event: text,
    }),
  ),
  commits: z.array(commit),
  errors: z.array(z.looseObject({ tool: text, what: text, message: text, times: count, event: text })),
  incidents: z.array(z.looseObject({ kind: text, detail: text, event: text })),
  answer: text.nullable(),
})

/** Lets keys through that it does not know. */
export const explainSchema: z.ZodType<ExplainDocument> = z.looseObject({
  schema_version: z.literal(1),
  summary: summarySchema,
  commit: commit.exactOptional(),
  turns: z.array(turn),
  why: z.looseObject({ type: reasons, intent: reasons, risk: reasons, outcome: reasons }),
  findings: z.array(
    z.looseObject({
      id: text,
      severity: z.enum(['info', 'warning', 'concern']),
      title: text,
      events: texts,
      session_id: text.exactOptional(),
      waste,
      advice: text,
      detail: text,
      quotes,
    }),
  ),
})
