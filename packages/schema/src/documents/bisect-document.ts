import type { CheckpointDocument } from './checkpoints-document.ts'
import type { RewindChange } from './rewind-document.ts'

/** `ses bisect --json`. */
export interface BisectDocument {
  readonly schema_version: 1
  readonly command: string
  /** `found`; `skipped`: only among several, because some could not be tested; `not_monotone`: good after bad, so that there is no one answer. */
  readonly result: 'found' | 'skipped' | 'not_monotone'
  /** The first bad checkpoint; null when it is not told for sure. */
  readonly first_bad: CheckpointDocument | null
  /** The last good one before it. */
  readonly last_good: CheckpointDocument | null
  /** The turn between the two; null: it changed between turns, or nothing is told for sure. */
  readonly turn: BisectTurn | null
  /** Files that differ between the two. */
  readonly changes: readonly RewindChange[]
  /** Checkpoints among which the first bad one is; one when it is found. */
  readonly candidates: readonly string[]
  /** In the order in which they were made. */
  readonly tests: readonly BisectTest[]
}

/** What is known of the turn that broke it. */
export interface BisectTurn {
  readonly session: string
  readonly agent: string | null
  /** Number of the prompt, from 1. */
  readonly turn: number | null
  /** First line, masked. */
  readonly prompt: string | null
  /** Tools that the whole session used, by how often; empty: the session is not stored. */
  readonly tools: Readonly<Record<string, number>>
  readonly models: readonly string[]
  /** US dollars of the whole session; null: not known. */
  readonly session_cost_usd: number | null
  /** Commit of HEAD at its end, where the turn moved it. */
  readonly commit: string | null
}

/** One run of the command. */
export interface BisectTest {
  readonly checkpoint: string
  readonly exit: number
  readonly verdict: 'good' | 'bad' | 'skip'
  readonly ms: number
}
