import type { ReviewEngineId, ReviewerOutcome } from '@ses/schema'
import type { FindingDraft } from './finding.ts'
import type { ReviewInput } from './review-input.ts'

/** One way to review. */
export interface ReviewEngine {
  readonly id: ReviewEngineId
  /** Never throws for what it reads in the input; whoever could not answer is in `reviewers`. */
  review(input: ReviewInput): Promise<EngineResult>
}

/** What an engine answers; its order depends on nothing but the input and the answers of the models. */
export interface EngineResult {
  readonly findings: readonly FindingDraft[]
  /** Who was asked; one entry for an engine that asks nobody. */
  readonly reviewers: readonly ReviewerOutcome[]
  /** Findings dropped because their file or line does not exist. */
  readonly unsupported: number
  /** What was left out of the question, in words; empty when nothing was. */
  readonly notes: readonly string[]
}
