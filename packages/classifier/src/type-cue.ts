import type { Sourced } from './evidence.ts'
import type { SessionType } from './session-type.ts'
import type { TypeFacts } from './type-input.ts'

/** A sign that speaks for or against types without being sure; it moves the model's verdict. */
export interface TypeCue {
  /** Stable snake_case id. */
  readonly id: string
  readonly title: string
  /** Empty when there is no such sign. */
  readonly judge: (facts: TypeFacts) => readonly CueFinding[]
}

/** What a sign says about one type. */
export interface CueFinding {
  readonly type: SessionType
  /** Added to the type's log-odds; negative speaks against it. */
  readonly weight: number
  readonly detail: string
  /** What it was seen in. */
  readonly seen: readonly Sourced[]
}
