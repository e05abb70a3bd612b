/** What a review found; `ses review --json` and the payload of `review.completed`. */
export interface ReviewReport {
  readonly schema_version: 1
  /** Sessions that were reviewed. */
  readonly sessions: readonly string[]
  readonly engine: 'rules' | 'agent' | 'multi-agent'
  /** The gravest first. */
  readonly findings: readonly ReviewFinding[]
  /** Number of findings by severity; severities without one are left out. */
  readonly counts: Readonly<Partial<Record<ReviewSeverity, number>>>
  /** False when a gate (`--strict`, `--fail-on`) said no. */
  readonly passed: boolean
}

/** In ascending order. */
export type ReviewSeverity = 'info' | 'low' | 'medium' | 'high' | 'critical'

/** One thing a reviewer should look at; without `path` it concerns the session as a whole. */
export interface ReviewFinding {
  readonly id: string
  readonly severity: ReviewSeverity
  readonly title: string
  readonly detail: string
  readonly path?: string
  /** From 1. */
  readonly line?: number
  /** Providers that agree, where several were asked. */
  readonly providers?: readonly string[]
}
