import type { RecordFs } from '@ses/capture'
import type { Host } from '../host.ts'
import type { Stdin } from './read-stdin.ts'

/** What the recording of a hook call may know of the world. */
export interface LogHost extends Pick<Host, 'env' | 'cwd' | 'home' | 'now'> {
  /** Reads standard input until its end or until nothing has come for so many milliseconds. */
  readonly stdin: (silenceMs: number) => Promise<Stdin>
  /** For what must be done at once. */
  readonly promptFs: RecordFs
  /** For what must not be waited for longer than there is time. */
  readonly patientFs: RecordFs
  /** Node's own path. */
  readonly node: string
  /** Path of the program of all commands. */
  readonly bin: string
}
