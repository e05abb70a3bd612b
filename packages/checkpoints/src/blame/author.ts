/** A turn of an agent's session. */
export interface AgentTurn {
  readonly session: string
  /** Absent: the snapshots do not tell. */
  readonly agent?: string
  /** Number of the prompt, from 1. */
  readonly turn?: number
  /** First line of the prompt, masked. */
  readonly prompt?: string
  /** Epoch milliseconds of the prompt. */
  readonly at: number
}

/**
 * Who wrote characters. `human`: they changed while no recorded agent was at work. `unknown`: it cannot be told, because nothing was
 * recorded then, or because several were at work.
 */
export type Author =
  | { readonly kind: 'agent'; readonly turn: AgentTurn; readonly evidence: Evidence }
  | { readonly kind: 'human'; readonly evidence: Evidence }
  | {
      readonly kind: 'unknown'
      /** Who were at work, where several were. */
      readonly candidates: readonly AgentTurn[]
      /** The commit that brought it, where git alone knows of it. */
      readonly commit?: string
      /** Of that commit. */
      readonly commitAuthor?: string
    }

/** `snapshot`: the work tree before and after; `edit`: the agent's own record of what it wrote, where there is no snapshot. */
export type Evidence = 'snapshot' | 'edit'

/** What one side wrote of a line. */
export interface LineShare {
  readonly author: Author
  /** Characters that are not blank, in UTF-16 units. */
  readonly characters: number
}

/** A line and who wrote it. */
export interface BlamedLine {
  /** From 1. */
  readonly line: number
  readonly text: string
  /** `mixed`: agents, people and unknown ones wrote parts of it; several turns of agents alone are `agent`. */
  readonly kind: Author['kind'] | 'mixed'
  /** The largest first. */
  readonly shares: readonly LineShare[]
}

/** One key for the same author, whatever object says it. */
export function authorKey(author: Author): string {
  if (author.kind === 'human') return `human ${author.evidence}`
  if (author.kind === 'agent') return `agent ${author.evidence} ${turnKey(author.turn)}`
  return JSON.stringify(['unknown', author.commit, author.candidates.map(turnKey)])
}

/** One key for the same turn of the same session. */
function turnKey({ session, turn, at }: AgentTurn): string {
  return JSON.stringify([session, turn ?? at])
}
