/** `ses blame <file> --json`. */
export interface BlameDocument {
  readonly schema_version: 1
  /** Below the work tree. */
  readonly path: string
  /** Commit whose file was looked at; null: the file on the disk. */
  readonly commit: string | null
  /** Named by their place in this list. */
  readonly authors: readonly BlameAuthor[]
  readonly lines: readonly BlameLine[]
}

/** Who wrote something. */
export interface BlameAuthor {
  /** `human`: it changed while no recorded agent was at work; `unknown`: nothing tells. */
  readonly kind: 'agent' | 'human' | 'unknown'
  readonly session: string | null
  readonly agent: string | null
  /** Of the session, as far as it is stored. */
  readonly models: readonly string[]
  /** Number of the prompt, from 1. */
  readonly turn: number | null
  /** First line of the prompt, masked. */
  readonly prompt: string | null
  /** `snapshot`: the work tree before and after; `edit`: the agent's own record; null: unknown. */
  readonly evidence: 'snapshot' | 'edit' | null
  /** Sessions that were at work, where several were. */
  readonly candidates: readonly string[]
  /** Commit that brought it, where only git knows of it, and the author it names. */
  readonly commit: string | null
  readonly commit_author: string | null
}

export interface BlameLine {
  /** From 1. */
  readonly line: number
  /** Masked. */
  readonly text: string
  readonly kind: 'agent' | 'human' | 'unknown' | 'mixed'
  /** The largest first; characters that are not blank. */
  readonly shares: readonly { readonly author: number; readonly characters: number }[]
}

/** Lines by who wrote them. */
export interface BlameCounts {
  readonly lines: number
  readonly agent: number
  readonly human: number
  readonly mixed: number
  readonly unknown: number
}

/** `ses blame --summary <range> --json`: the lines that a range of commits added and that are there at its end. */
export interface BlameSummaryDocument {
  readonly schema_version: 1
  /** Null: from the beginning. */
  readonly from: string | null
  readonly to: string
  readonly total: BlameCounts
  /** Lines of one agent alone; the most first. */
  readonly agents: readonly { readonly agent: string; readonly lines: number }[]
  readonly sessions: readonly { readonly session: string; readonly agent: string | null; readonly lines: number }[]
  readonly files: readonly (BlameCounts & { readonly path: string })[]
}
