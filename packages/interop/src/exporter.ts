import type { ExportedSession } from './exported-session.ts'

/** A way to write sessions down for another program or for people. Pure: equal sessions and options give equal bytes. */
export interface Exporter {
  /** What `ses export --format` takes; stable for ever. */
  readonly id: string
  readonly title: string
  /** Of a file name, without the dot. */
  readonly extension: string
  readonly mediaType: string
  /** Writes any number of sessions, none included, in the given order. */
  readonly write: (sessions: readonly ExportedSession[], options: ExportOptions) => string
}

export interface ExportOptions {
  /** Version of ses, named as the producer. */
  readonly version: string
  /** Commit that the files are told for; default: the last one the session made. Only Agent Trace has a place for it. */
  readonly revision?: string
}
