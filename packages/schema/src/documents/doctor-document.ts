/** `ses doctor --json`. */
export interface DoctorDocument {
  readonly schema_version: 1
  /** True when no problem is left; there may be warnings. */
  readonly healthy: boolean
  /** Problems first, then warnings. */
  readonly problems: readonly DoctorProblem[]
  /** What `--fix` put right. */
  readonly fixed: readonly DoctorProblem[]
  /** All that were made, in their order. */
  readonly checks: readonly DoctorCheck[]
}

/** Something that is not as it should be. */
export interface DoctorProblem {
  /** The check that found it. */
  readonly id: string
  /** A warning leaves the exit code 0. */
  readonly severity: 'problem' | 'warning'
  readonly title: string
  readonly cause: string
  /** What to do. */
  readonly fix: string
  /** Whether `--fix` puts it right. */
  readonly repairable: boolean
}

export interface DoctorCheck {
  readonly id: string
  readonly title: string
  readonly problems: number
  readonly warnings: number
}
