import type { Classification } from '@ses/classifier'
import type { Session } from '@ses/model'
import type { CompleteSummary } from '@ses/schema'

/** What is told of a session: an analysis, or its parts. */
export interface SessionSubject {
  readonly summary: CompleteSummary
  readonly session: Session
  /** Verdicts on the single turns come from here. */
  readonly classification?: Pick<Classification, 'turns'>
}
