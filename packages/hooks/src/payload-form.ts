import type { HookIdentity, Payload } from './hook-identity.ts'

/** How one agent speaks to its hooks. Its file is part of what starts at every hook: nothing heavy may be imported. */
export interface PayloadForm {
  readonly agent: string
  /** Tells whose and what a call is. Total: any payload, any event name, known or not. */
  identify(payload: Payload, event: string): HookIdentity
  /**
   * Dotted paths of what is said again at every event, or twice in one, `*` standing for every item: a list there keeps its last item, a
   * text its first 200 characters. Kept whole it would make the log grow with the square of the session.
   */
  readonly repeated?: readonly string[]
  /** Keys that are personal and say nothing about the session: they are not stored. */
  readonly personal?: readonly string[]
  /** Variable that holds the id of the calling session. */
  readonly sessionVariable?: string
  /** Variable that holds the folder the session was started in. */
  readonly projectVariable?: string
}
