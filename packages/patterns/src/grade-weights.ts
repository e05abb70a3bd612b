/** Every key of the config's `grading`, in points unless said otherwise. */
export interface GradeWeights {
  /** Points every session starts with. */
  readonly base: number
  /** Most that verified work adds: when every prompt with edits ended in a passing check. */
  readonly verified: number
  /** Share of `verified`, 0 to 1, that a session without edits earns: there was nothing to verify. */
  readonly nothing_to_verify: number
  readonly outcome_completed: number
  readonly outcome_partial: number
  readonly outcome_abandoned: number
  readonly outcome_errored: number
  /** Given when no outcome is known, and what doubt in an outcome pulls towards; as much as for a completed one, since short sessions prove little. */
  readonly outcome_unknown: number
  /** Rate, 0 to 1, at which a behaviour costs all of its points; below it costs proportionally. */
  readonly full_rate: number
  /** Most that a detector without a key of its own may cost. */
  readonly other: number
  /** Most that the detector of that id may cost. */
  readonly [detector: string]: number
}

/** Default weights. */
export const gradeWeights: GradeWeights = {
  base: 70,
  verified: 10,
  nothing_to_verify: 0.7,
  outcome_completed: 20,
  outcome_partial: 16,
  outcome_abandoned: 10,
  outcome_errored: 0,
  outcome_unknown: 20,
  full_rate: 0.1,
  other: 10,
  repeated_searches: 10,
  write_without_read: 15,
  error_rate: 20,
  error_streak: 15,
  low_read_ratio: 5,
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
