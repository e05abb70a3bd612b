import type { Found } from './found.ts'

/** A find with what to write in its place. */
export interface Range extends Found {
  /** Absent for a placeholder. */
  readonly replacement?: string
  /** Where it began before an earlier find took its beginning; absent when it is whole. */
  readonly origin?: number
}
