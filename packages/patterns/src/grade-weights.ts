/** Every key of the config's `grading`, in points unless said otherwise. */
export interface GradeWeights {
  /** Points every session starts with. */
  readonly base: number
  /** Most that verified work adds: when every prompt with edits ended in a passing check. */
  readonly verified: number
  readonly outcome_completed: number
  readonly outcome_partial: number
  readonly outcome_abandoned: number
  readonly outcome_errored: number
  /** Given when no outcome is known; doubt in an outcome pulls towards it. */
  readonly outcome_unknown: number
  /** Rate, 0 to 1, at which a behaviour costs all of its points; below it costs proportionally. */
  readonly full_rate: number
  /** Rate, 0 to 1, up to which a behaviour costs nothing, unless a finding is a concern. */
  readonly free_rate: number
  /** Most that a detector without a key of its own may cost. */
  readonly other: number
  /** Most that the detector of that id may cost. */
  readonly [detector: string]: number
}

/** Default weights. */
export const gradeWeights: GradeWeights = {
  base: 75,
  verified: 5,
  outcome_completed: 20,
  outcome_partial: 12,
  outcome_abandoned: 5,
  outcome_errored: 0,
  outcome_unknown: 14,
  full_rate: 0.25,
  free_rate: 0.05,
  other: 10,
  repeated_searches: 10,
  write_without_read: 15,
  error_rate: 20,
  error_streak: 15,
  low_read_ratio: 3,
  bash_overuse: 3,
  write_then_read: 5,
  scattered_files: 5,
  missed_parallelism: 5,
  retry_loop: 20,
  edit_churn: 10,
  edit_revert: 10,
  no_retest: 10,
  claim_mismatch: 25,
  scope_drift: 15,
  destructive_command: 20,
  secret_exposed: 15,
  // A long session is no worse for being long.
  context_pressure: 0,
}
