import type { SessionStore } from '@ses/store'
import type { DebugLog } from './debug-log.ts'
import type { Host } from './host.ts'
import type { Places } from './project.ts'
import type { Style } from './terminal/style.ts'

/** What a command works with. */
export interface Context {
  readonly host: Host
  readonly places: Places
  readonly store: SessionStore
  readonly json: boolean
  /** For stdout. */
  readonly style: Style
  /** Columns to write for, 40 to 120. */
  readonly width: number
  readonly version: string
  readonly debug: DebugLog
  /** Lines for people, on stdout. */
  readonly print: (lines: readonly string[]) => void
  /** The one document of `--json`, on stdout. */
  readonly printJson: (document: unknown) => void
  /** A remark on stderr; left out under `--json`. */
  readonly note: (line: string) => void
  /** Runs another command line; absent for the commands that are bundled apart, which run no other. */
  readonly runLine?: (args: readonly string[], host: Host) => Promise<number>
}
