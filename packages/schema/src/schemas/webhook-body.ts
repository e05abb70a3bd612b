import * as z from 'zod'
import type { ReviewCompleted, SessionEnded } from '../documents/webhook-body.ts'
import { text } from './parts.ts'
import { reviewReportSchema } from './review-report.ts'
import { summarySchema } from './summary.ts'

/** Lets keys through that it does not know. */
export const sessionEndedSchema: z.ZodType<SessionEnded> = z.looseObject({
  event: z.literal('session.ended'),
  timestamp: text,
  payload: summarySchema,
})

/** Lets keys through that it does not know. */
export const reviewCompletedSchema: z.ZodType<ReviewCompleted> = z.looseObject({
  event: z.literal('review.completed'),
  timestamp: text,
  payload: reviewReportSchema,
})
