import type { ReviewCategory, ReviewEvidence, ReviewSeverity } from '@ses/schema'

/** What an engine reports; `sealFindings` gives it its id and fingerprint. */
export interface FindingDraft {
  /** snake_case id of the rule, the same for ever; a model's finding has `model_<category>`. */
  readonly rule: string
  readonly severity: ReviewSeverity
  readonly category: ReviewCategory
  readonly title: string
  readonly message: string
  readonly evidence: ReviewEvidence
  readonly recommendation: string
  /** 0–1. */
  readonly confidence: number
  /**
   * What tells it from other findings of its rule in its file, in place of the snippet: for findings whose snippet is not what they
   * are about. Default: the snippet, else the title.
   */
  readonly subject?: string
  /** Reviewers that reported it; default 1. */
  readonly agreement?: number
  readonly providers?: readonly string[]
  readonly conflicts?: readonly string[]
}

/** In ascending order. */
export const severities: readonly ReviewSeverity[] = ['info', 'low', 'medium', 'high', 'critical']

/** The gravest first. */
export function bySeverity(a: ReviewSeverity, b: ReviewSeverity): number {
  return severities.indexOf(b) - severities.indexOf(a)
}

/** True when a severity is at least as grave as another. */
export function isAtLeast(severity: ReviewSeverity, least: ReviewSeverity): boolean {
  return severities.indexOf(severity) >= severities.indexOf(least)
}
