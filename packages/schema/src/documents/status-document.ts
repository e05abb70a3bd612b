import type { ListedSession } from './list-document.ts'
import type { MeteredSession } from './metered-document.ts'

/** `ses status --json`. */
export interface StatusDocument {
  readonly schema_version: 1
  readonly project: string
  /** The `.ses-logs` folder. */
  readonly log_dir: string
  /** Agents whose hooks are registered here. */
  readonly agents: readonly StatusAgent[]
  readonly sessions: { readonly total: number; readonly active: number }
  readonly latest: ListedSession | null
  /** The session that is told by hand here; absent while none is open. */
  readonly open_session?: MeteredSession
  /** Things `ses doctor` can tell more about. */
  readonly warnings: readonly string[]
}

/** An agent that `ses` can listen to. */
export interface StatusAgent {
  readonly id: string
  readonly title: string
  readonly enabled: boolean
  /** Registered hook events. */
  readonly hooks: number
  /** Time of the last hook event, ISO 8601 in UTC. */
  readonly last_event: string | null
}
