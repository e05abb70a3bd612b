import type { Session } from '@ses/model'
import { type Activity, activityOfFacts } from './activity-of.ts'
import { type Changes, changesOfFacts } from './changes-of.ts'
import { type Classification, type ClassifyOptions, classifySessionOfFacts } from './classify-session.ts'
import { type ReviewHints, reviewHintsOfFacts } from './review-hints.ts'
import { scopeOfFacts } from './scope-of.ts'
import { factsOf } from './session-facts.ts'

/** All that this package tells of a session. */
export interface Digest {
  readonly classification: Classification
  readonly changes: Changes
  readonly activity: Activity
  readonly hints: ReviewHints
  /** See `scopeOf`. */
  readonly scope: readonly string[]
}

/** `classifySession`, `changesOf`, `activityOf`, `reviewHints` and `scopeOf` in one walk over the session. */
export function digestSession(session: Session, options: ClassifyOptions = {}): Digest {
  const facts = factsOf(session)
  const changes = changesOfFacts(facts)
  return {
    classification: classifySessionOfFacts(facts, changes, options),
    changes,
    activity: activityOfFacts(facts),
    hints: reviewHintsOfFacts(facts, changes),
    scope: scopeOfFacts(facts, changes),
  }
}
