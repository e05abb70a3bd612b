import type * as z from 'zod'
import type { Documents, SchemaName } from '../documents.ts'
import { aiSummarySchema } from './ai-summary-document.ts'
import { bisectSchema } from './bisect-document.ts'
import { blameSchema, blameSummarySchema } from './blame-document.ts'
import { checkpointsSchema } from './checkpoints-document.ts'
import { commitSchema, resumeSchema, travelSchema } from './commit-document.ts'
import { configSchema } from './config.ts'
import { doctorSchema } from './doctor-document.ts'
import { errorSchema } from './error-document.ts'
import { explainSchema } from './explain-document.ts'
import { handoffSchema } from './handoff-document.ts'
import { installSchema } from './install-document.ts'
import { listSchema } from './list-document.ts'
import { metadataSchema } from './metadata.ts'
import { meteredSchema } from './metered-document.ts'
import { proxySchema, runSchema } from './proxy-document.ts'
import { reflectSchema } from './reflect-document.ts'
import { reportSchema } from './report-document.ts'
import { reviewReportSchema } from './review-report.ts'
import { rewindSchema } from './rewind-document.ts'
import { searchSchema } from './search-document.ts'
import { sessionIndexSchema } from './session-index.ts'
import { shadowSchema } from './shadow-document.ts'
import { statsSchema } from './stats-document.ts'
import { statusSchema } from './status-document.ts'
import { summarySchema } from './summary.ts'
import { todaySchema } from './today-document.ts'
import { usageSchema } from './usage-document.ts'
import { viewSchema } from './view-document.ts'
import { reviewCompletedSchema, sessionEndedSchema } from './webhook-body.ts'
import { webhookDocumentSchema } from './webhook-document.ts'

/** The schema of every document. */
export const schemas: { readonly [Name in SchemaName]: z.ZodType<Documents[Name]> } = {
  summary: summarySchema,
  index: sessionIndexSchema,
  metadata: metadataSchema,
  config: configSchema,
  'session.ended': sessionEndedSchema,
  'review.completed': reviewCompletedSchema,
  list: listSchema,
  search: searchSchema,
  status: statusSchema,
  usage: usageSchema,
  reflect: reflectSchema,
  review: reviewReportSchema,
  view: viewSchema,
  report: reportSchema,
  explain: explainSchema,
  handoff: handoffSchema,
  stats: statsSchema,
  webhook: webhookDocumentSchema,
  'ai-summary': aiSummarySchema,
  install: installSchema,
  checkpoints: checkpointsSchema,
  commit: commitSchema,
  travel: travelSchema,
  resume: resumeSchema,
  rewind: rewindSchema,
  shadow: shadowSchema,
  doctor: doctorSchema,
  metered: meteredSchema,
  today: todaySchema,
  blame: blameSchema,
  'blame-summary': blameSummarySchema,
  bisect: bisectSchema,
  proxy: proxySchema,
  run: runSchema,
  error: errorSchema,
}
