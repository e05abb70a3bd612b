import type { Diff } from '@ses/reviews'
import type { ReviewDiffSource } from '@ses/schema'

/** What is to be reviewed, and where it is from. */
export interface FoundDiff {
  readonly source: ReviewDiffSource
  readonly base: string | null
  readonly head: string | null
  /** Not masked yet where it is from git. */
  readonly diff: Diff
  /** All files of the repository, where they are known. */
  readonly repositoryFiles?: ReadonlySet<string>
}
