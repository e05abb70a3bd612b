import { join } from 'node:path'
import { readTextIfAny, type SessionStore, writeAtomically } from '@ses/store'

/** state.json of a session's folder: how far its events and its transcript were taken in, and what was done about its end. */
export interface SessionState {
  readonly schema_version: 1
  readonly session_id: string
  readonly agent: string
  /**
   * `active` while it may go on; `ended` when it is over and something is left to do; `finalised` when nothing is. A new event makes it
   * active again. `child`: a sub-agent's events, which belong to the session `parent`.
   */
  readonly status: 'active' | 'ended' | 'finalised' | 'child'
  /** ISO 8601 in UTC, as all times here. */
  readonly ended_at: string | null
  /** The agent's own word; `inactive` when no event said so. */
  readonly end_reason: string | null
  /** The part of events.jsonl that the facts here are of. */
  readonly events: EventsRead
  /** What the projections were made of. */
  readonly projected: Projected | null
  /** Line of the event up to which work was announced as ended; 0 before the first end. */
  readonly announced_line: number
  /** Id of the session whose sub-agent this is. */
  readonly parent: string | null
}

/** What was read of events.jsonl. */
export interface EventsRead {
  readonly bytes: number
  readonly lines: number
  /** Line of the last event that is work. */
  readonly work_line: number
  readonly last_at: number | null
  /** Events by hook name. */
  readonly hooks: Readonly<Record<string, number>>
  /** The end that no work came after. */
  readonly end: { readonly at: number | null; readonly reason: string | null } | null
  /** Path of the transcript as the hooks name it. */
  readonly transcript: string | null
}

/** State of what a projection was made of. */
export interface Projected {
  readonly at: string
  /** Bytes of events.jsonl. */
  readonly events: number
  /** How long it took, in milliseconds. */
  readonly took_ms: number
  /** What they say of the session's life. */
  readonly active: boolean
  /** Path and fingerprint of the transcript; null when the events stood in for it. */
  readonly transcript: { readonly path: string; readonly fingerprint: string } | null
}

/** The state in a folder; undefined when there is none or it is damaged: then all is done again. */
export function readState(store: SessionStore, folder: string): SessionState | undefined {
  try {
    const text = readTextIfAny(store.fs, join(store.directory, folder, 'state.json'))
    const value = text === undefined ? undefined : (JSON.parse(text) as SessionState)
    const sound =
      value?.schema_version === 1 &&
      typeof value.session_id === 'string' &&
      typeof value.agent === 'string' &&
      typeof value.events?.bytes === 'number' &&
      typeof value.events.lines === 'number' &&
      typeof value.events.work_line === 'number' &&
      typeof value.announced_line === 'number'
    return sound ? value : undefined
  } catch {
    return undefined
  }
}

/** Writes the state atomically; one that is there already is not written again. */
export function writeState(store: SessionStore, folder: string, state: SessionState): boolean {
  return writeAtomically(store.fs, join(store.directory, folder, 'state.json'), `${JSON.stringify(state, null, 2)}\n`)
}
