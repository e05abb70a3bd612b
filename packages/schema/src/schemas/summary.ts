import * as z from 'zod'
import type { FixedSummary, FixedSummarySession, SummaryFile } from '../documents/fixed-summary.ts'
import type { SessionAdditions, Summary, SummaryAdditions, SummaryCommit } from '../documents/summary.ts'
import {
  cost,
  count,
  counted,
  fileCategory,
  letter,
  operation,
  points,
  risk,
  share,
  text,
  texts,
  tokenCounts,
  type,
  unpriced,
  waste,
} from './parts.ts'

const file: z.ZodType<SummaryFile> = z.looseObject({
  path: text,
  category: fileCategory,
  operations: z.array(operation),
  added: count.exactOptional(),
  removed: count.exactOptional(),
})

/** A commit as summaries and views list it. */
export const commit: z.ZodType<SummaryCommit> = z.looseObject({
  sha: text,
  branch: text.nullable(),
  subject: text.nullable(),
})

const session: z.ZodType<FixedSummarySession & Partial<SessionAdditions>> = z.looseObject({
  id: text,
  agent: text,
  start: text.nullable(),
  end: text.nullable(),
  duration_minutes: z.number().nonnegative().nullable(),
  type,
  intent: text,
  risk,
  summary: text,
  title: text.nullable().exactOptional(),
  agent_version: text.nullable().exactOptional(),
  models: texts.exactOptional(),
  cwd: text.nullable().exactOptional(),
  git_branch: text.nullable().exactOptional(),
  git_commit: text.nullable().exactOptional(),
  forked_from: text.nullable().exactOptional(),
  outcome: z
    .looseObject({ state: z.enum(['completed', 'partial', 'abandoned', 'errored']), confidence: share })
    .exactOptional(),
  type_confidence: share.exactOptional(),
  risk_score: z.number().min(0).max(100).exactOptional(),
  follow_ups: texts.exactOptional(),
  turns: count.exactOptional(),
  tool_calls: count.exactOptional(),
  commits: z.array(commit).exactOptional(),
})

const fixed = {
  version: z.literal('2.0'),
  session,
  changes: z.looseObject({ files: z.array(file), summary: z.partialRecord(fileCategory, count) }),
  activity: z.looseObject({
    tools: counted,
    commands: z.record(z.string(), texts),
    errors: z.array(z.looseObject({ time: text.nullable(), tool: text, message: text, event: text.exactOptional() })),
  }),
  review_hints: z.looseObject({
    tests_run: z.boolean(),
    build_verified: z.boolean(),
    files_without_tests: texts,
    large_change: z.boolean(),
    config_changed: z.boolean(),
    migration_added: z.boolean(),
    tests_passed: z.boolean().exactOptional(),
    lint_passed: z.boolean().exactOptional(),
    dependencies_changed: z.boolean().exactOptional(),
    ci_changed: z.boolean().exactOptional(),
    files_deleted: texts.exactOptional(),
  }),
  prompts: z.array(z.looseObject({ time: text.nullable(), text })),
  scope: texts,
} satisfies { [Key in keyof FixedSummary]: z.ZodType<FixedSummary[Key]> }

const usageCounts = { ...tokenCounts, web_searches: count, responses: count, cost_usd: cost.nullable() }
const evidence = z.array(
  z.looseObject({ rule: text, detail: text.exactOptional(), weight: z.number().exactOptional(), events: texts }),
)

const additions = {
  usage: z.looseObject({
    ...usageCounts,
    by_model: z.array(z.looseObject({ model: text, ...usageCounts })),
    unpriced,
  }),
  grade: z.looseObject({
    score: z.number().min(0).max(100).nullable(),
    letter: letter,
    process: z.number().nullable(),
    outcome: z.number().nullable(),
    penalties: points(z.number().nonpositive()),
    bonuses: points(z.number().nonnegative()),
  }),
  findings: z.array(
    z.looseObject({
      id: text,
      severity: z.enum(['info', 'warning', 'concern']),
      title: text,
      events: texts,
      session_id: text.exactOptional(),
      waste: waste,
      advice: text,
      detail: text,
    }),
  ),
  evidence: z.looseObject({ type: evidence, intent: evidence, risk: evidence, outcome: evidence.exactOptional() }),
  claims: z.array(z.looseObject({ text, kind: text, verified: z.boolean().nullable(), events: texts })),
  masking: z.looseObject({ rule_set: text, counts: counted }),
  coverage: z.looseObject({ lines: count, recognised: count, bytes: count }),
  children: z.array(
    z.looseObject({ id: text, agent_type: text.nullable(), tool_calls: count, cost_usd: cost.nullable() }),
  ),
} satisfies { [Key in keyof SummaryAdditions]: z.ZodType<SummaryAdditions[Key]> }

/** Keys it does not know are let through, so that a summary of a later version can be read. */
export const summarySchema: z.ZodType<Summary> = z.looseObject({
  ...fixed,
  usage: additions.usage.exactOptional(),
  grade: additions.grade.exactOptional(),
  findings: additions.findings.exactOptional(),
  evidence: additions.evidence.exactOptional(),
  claims: additions.claims.exactOptional(),
  masking: additions.masking.exactOptional(),
  coverage: additions.coverage.exactOptional(),
  children: additions.children.exactOptional(),
})
