/** What a hook call says about itself, whatever agent made it. */
export interface HookIdentity {
  /** As the agent writes it, never checked; absent when the payload names no session. */
  readonly sessionId?: string
  readonly kind: HookKind
  /** Absolute path of the transcript of who acts: inside a sub-agent some agents name its own file. */
  readonly transcriptPath?: string
  /** Folder the agent works in. */
  readonly cwd?: string
  /** The sub-agent that acts; absent for the main one. */
  readonly agentId?: string
  /** Who started this session or sub-agent: an id of a session or of an agent. */
  readonly parentId?: string
  /** Why the session ended, in the agent's own word. */
  readonly endReason?: string
}

/** `turn_end`: the agent waits for the next prompt. `session_end`: nothing follows unless the session is resumed. `other`: also unknown events. */
export type HookKind = 'start' | 'prompt' | 'tool' | 'turn_end' | 'session_end' | 'other'

/** A payload that was read from JSON and is an object. */
export type Payload = Readonly<Record<string, unknown>>
