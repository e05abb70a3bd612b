import type { Sourced } from './evidence.ts'
import type { RiskInput } from './risk-input.ts'

/** One family of dangers. */
export interface RiskRule {
  /** Stable snake_case id. */
  readonly id: string
  readonly title: string
  /** What it found; at most a few, the worst first. */
  readonly judge: (input: RiskInput) => readonly RiskFinding[]
}

/** One danger that was seen. */
export interface RiskFinding {
  /** 0–100: the score that this danger alone would give. */
  readonly points: number
  readonly detail: string
  readonly seen: readonly Sourced[]
}
