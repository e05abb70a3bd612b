import type { ReviewCategory, ReviewSeverity } from '@ses/schema'
import type { DiffLine } from './diff/diff.ts'
import type { EventRef, ReviewView, ViewedFile } from './review-view.ts'

/** One thing the rules engine looks for. */
export interface ReviewRule {
  /** snake_case, the same for ever. */
  readonly id: string
  readonly title: string
  /** What it looks for, and what it leaves alone. */
  readonly description: string
  readonly category: ReviewCategory
  readonly severity: ReviewSeverity
  readonly recommendation: string
  /** 0–1: how sure a hit is to be worth a reviewer's time. */
  readonly confidence: number
  /** Linear in the view. The order of the hits does not matter. */
  check(view: ReviewView): readonly RuleHit[]
}

/** What a rule saw; what is absent is the rule's own. */
export interface RuleHit {
  readonly message: string
  /** Absent: it concerns the session as a whole. */
  readonly file?: ViewedFile
  /** The line that shows it, in that file. */
  readonly line?: DiffLine
  /** Default: the events that changed the file. */
  readonly events?: EventRef
  readonly title?: string
  readonly severity?: ReviewSeverity
  readonly category?: ReviewCategory
  readonly recommendation?: string
  readonly confidence?: number
  /** Default: the text of the line. */
  readonly snippet?: string
  /** Stands for the snippet in the fingerprint. */
  readonly subject?: string
}
