import type { Found } from './found.ts'

/** A find with what to write in its place. */
export interface Range extends Found {
  /** Absent for a placeholder. */
  readonly replacement?: string
}
