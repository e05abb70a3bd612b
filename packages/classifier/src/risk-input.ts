import type { Sourced } from './evidence.ts'

/** What risk is judged from. Every part is optional. */
export interface RiskInput {
  /** Files that were changed. */
  readonly changes?: readonly RiskChange[]
  /** Shell commands that were run. */
  readonly commands?: readonly Sourced[]
  /** Masked texts that may hold `[masked:rule:hex]` placeholders. */
  readonly texts?: readonly Sourced[]
  /** Names of permission or sandbox modes the agent worked in. */
  readonly modes?: readonly Sourced[]
  /** Results of checks, in order. */
  readonly checks?: readonly RiskCheck[]
}

/** One changed file. */
export interface RiskChange {
  readonly path: Sourced
  readonly deleted?: boolean
  readonly addedLines?: number
  readonly removedLines?: number
  /** Text the change put in and text it took out, where known; looked at for skipped tests only. */
  readonly added?: string
  readonly removed?: string
}

/** The result of one test, build, lint or type-check run. */
export interface RiskCheck {
  readonly kind: string
  readonly ok?: boolean
  readonly skipped?: number
  readonly event?: string
  /** True when a file was changed after it. */
  readonly stale?: boolean
}

/** What a project adds to the rules. */
export interface RiskOptions {
  /** Further sensitive paths: globs with `*`, `**` and `?`, relative to the project. */
  readonly paths?: readonly RiskPath[]
}

/** A path that a project calls sensitive. */
export interface RiskPath {
  readonly glob: string
  /** Shown as the reason. Default: the glob. */
  readonly reason?: string
  /** 0–100. Default 30. */
  readonly points?: number
}
