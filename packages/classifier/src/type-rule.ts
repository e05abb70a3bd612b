import type { Sourced } from './evidence.ts'
import type { SessionType } from './session-type.ts'
import type { TypeFacts } from './type-input.ts'

/** A rule that is sure of a type when it applies. */
export interface TypeRule {
  /** Stable snake_case id. */
  readonly id: string
  readonly title: string
  /** Absent when the rule has nothing to say. */
  readonly judge: (facts: TypeFacts) => TypeJudgement | undefined
}

/** What a rule found. */
export interface TypeJudgement {
  readonly type: SessionType
  /** 0–1, how often the rule is right where it applies. */
  readonly confidence: number
  readonly detail: string
  /** What it was seen in. */
  readonly seen: readonly Sourced[]
}
