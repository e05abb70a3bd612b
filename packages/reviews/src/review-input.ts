import type { Session } from '@ses/model'
import type { CompleteSummary } from '@ses/schema'
import type { Diff } from './diff/diff.ts'

/** What is reviewed: a session, a diff, or both. All of it masked. */
export interface ReviewInput {
  /** Absent: a diff without a session. */
  readonly reviewed?: ReviewedSession
  readonly diff: Diff
  /** All tracked paths of the repository, where it is at hand: tells whether a lock file or a test exists that the diff does not touch. */
  readonly repositoryFiles?: ReadonlySet<string>
}

/** What the analysis of a session tells; a `SessionAnalysis` of `@ses/core` is one. */
export interface ReviewedSession {
  readonly summary: CompleteSummary
  /** Absent when the transcript is gone. */
  readonly session?: Session
}
