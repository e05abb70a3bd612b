/** What one file is to another of the same agent. */
export interface FileRelation {
  readonly file: string
  /** The file it belongs to; may belong to a third one itself. */
  readonly to: string
  /**
   * `subagent`: a transcript of its own, started by the session. `before`, `after`: a part of the same transcript, read before or after
   * it. `copy`: an older state of the same transcript, not read at all.
   */
  readonly as: 'subagent' | 'before' | 'after' | 'copy'
  /** Of a sub-agent, where something beside it tells. */
  readonly callId?: string
  readonly agentType?: string
}

/** How one agent spreads a session over several files. */
export interface FileLayout {
  /** Agent id. */
  readonly agent: string
  /** The relations among the files given; may name parts that are not among them. Must not throw. */
  readonly relate: (files: readonly string[]) => Promise<readonly FileRelation[]>
  /** Files that may be related to one that was named alone. */
  readonly around: (path: string) => Promise<readonly string[]>
}
