import type { ReviewReport } from './review-report.ts'
import type { Summary } from './summary.ts'

/** Body of the webhook that is sent once when a session has ended. */
export interface SessionEnded {
  readonly event: 'session.ended'
  /** ISO 8601 in UTC. */
  readonly timestamp: string
  readonly payload: Summary
}

/** Body of the webhook that is sent when a review is done. */
export interface ReviewCompleted {
  readonly event: 'review.completed'
  readonly timestamp: string
  readonly payload: ReviewReport
}
