import type { Masked, Session } from '@ses/model'
import type { Summary } from '@ses/schema'

/** What an exporter is given of one session: the analysis of `@ses/core` fits. Everything in it is masked. */
export interface ExportedSession {
  readonly summary: Summary
  /** Absent when only the summary is left of the session: exporters then tell what the summary tells. */
  readonly session?: Session<Masked>
  /** US dollars by id of the model response; a response without a price has none. */
  readonly costs?: Readonly<Record<string, number>>
}
