import type { Sourced } from './evidence.ts'
import type { RiskFacts } from './risk-facts.ts'

/** One family of dangers. */
export interface RiskRule {
  /** Stable snake_case id. */
  readonly id: string
  readonly title: string
  /** What it found; at most a few, the worst first. */
  readonly judge: (facts: RiskFacts) => readonly RiskFinding[]
}

/** One danger that was seen. */
export interface RiskFinding {
  /** 0–100: the score that this danger alone would give. */
  readonly points: number
  readonly detail: string
  readonly seen: readonly Sourced[]
}
