import type { Context } from '../context.ts'

/** One question that `ses doctor` asks. */
export interface Check {
  /** Name of its file. */
  readonly id: string
  /** What is as it should be when it finds nothing, in a few words. */
  readonly title: string
  /** Reads only. What it throws becomes a problem of its own. */
  readonly inspect: (context: Context) => Promise<readonly Problem[]>
}

/** Something that is not as it should be. Each text is a sentence or two, without what could be secret. */
export interface Problem {
  /** A `warning` is nothing that keeps `ses` from its work, and leaves the exit code 0. */
  readonly severity: 'problem' | 'warning'
  readonly title: string
  readonly cause: string
  /** What the user can type or do. */
  readonly fix: string
  /** Puts it right and loses nothing; one function may stand behind several problems and is called once. */
  readonly repair?: () => unknown
}
