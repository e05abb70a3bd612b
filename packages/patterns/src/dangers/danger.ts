import type { ShellCommand } from '@ses/model'
import type { Severity } from '../detector.ts'
import type { Place } from './place.ts'

/** One destructive thing that a shell line does. */
export interface Danger {
  readonly what: string
  readonly severity: Severity
  readonly instead: string
}

/** A simple command with temporary variables filled in, and the one its output is piped into. */
interface Step {
  readonly words: readonly string[]
  readonly command: ShellCommand
  readonly pipedInto: ShellCommand | undefined
  readonly place: Place
}

/** A family of dangers. `hint` matches every line that can hold one; lines without any hint are not parsed. */
export interface DangerRule {
  readonly hint: RegExp
  readonly judge: (step: Step) => Danger | undefined
}
