import type { SummaryOperation } from './fixed-summary.ts'
import type { SummaryOutcome } from './summary.ts'

/** `ses handoff --json`: what the next agent or person needs to go on. */
export interface HandoffDocument {
  readonly schema_version: 1
  readonly session: {
    readonly id: string
    readonly agent: string
    /** ISO 8601 in UTC. */
    readonly start: string | null
    readonly end: string | null
    readonly cwd: string | null
    readonly git_branch: string | null
    readonly outcome: SummaryOutcome['state']
  }
  readonly goal: string
  /** What the human asked, in order, and what came of it. */
  readonly asked: readonly { readonly text: string; readonly result: string | null }[]
  /** What was settled, in order; told by words, so it may miss some. */
  readonly decisions: readonly HandoffDecision[]
  readonly done: readonly string[]
  /** Unresolved only: what a later call or run made good is left out. */
  readonly open: readonly HandoffOpen[]
  /** Items of the agent’s last plan that are not done. */
  readonly todo: readonly { readonly text: string; readonly status: string }[]
  /** Prompts that came after the plan was last changed; null without a plan. */
  readonly plan_age: number | null
  /** Changed files, those changed last first; never a directory. */
  readonly files: readonly HandoffFile[]
  /** Commands whose last run succeeded. */
  readonly commands: readonly HandoffCommand[]
  /** The agent’s last answer in whole sentences; null when there is none. */
  readonly last_words: string | null
  readonly size: HandoffSize
}

export interface HandoffDecision {
  readonly by: 'person' | 'agent'
  readonly text: string
  /** Event id. */
  readonly event: string
}

/** Something left to do or to know; `kind` is one of a growing list. */
export interface HandoffOpen {
  readonly kind: string
  readonly text: string
  /** Event id; null where no single event tells it. */
  readonly event: string | null
}

export interface HandoffFile {
  readonly path: string
  readonly operations: readonly SummaryOperation[]
  /** What became of it. */
  readonly state: 'new' | 'changed' | 'deleted'
  readonly added: number
  readonly removed: number
  /** Why it was changed, in the words of the agent, a commit or the prompt; null when nothing tells. */
  readonly reason: string | null
}

export interface HandoffCommand {
  /** `test`, `build`, `lint`, …. */
  readonly kind: string
  readonly command: string
  /** What it reported (`12 passed`); null when only its success is known. */
  readonly result: string | null
  /** Event id of its last run. */
  readonly event: string
}

/** What was left out to fit. */
export interface HandoffSize {
  /** Estimate for the Markdown of this document: four Latin characters or one of a denser script make a token. */
  readonly tokens: number
  readonly max_tokens: number
  /** False when even the goal and the head do not fit. */
  readonly fits: boolean
  /** Entries left out by section; sections that lost none are absent. */
  readonly dropped: Readonly<Record<string, number>>
}
