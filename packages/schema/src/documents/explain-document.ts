import type { CheckKind } from '@ses/model'
import type { SummaryOperation } from './fixed-summary.ts'
import type { EvidenceItem, Summary, SummaryCommit, SummaryFinding } from './summary.ts'

/** `ses explain --json`: a session told to a person. */
export interface ExplainDocument {
  readonly schema_version: 1
  readonly summary: Summary
  /** Set when a commit was asked for: that commit. */
  readonly commit?: SummaryCommit
  /** One per human prompt that started a turn, in order; empty when only the stored summary is left. */
  readonly turns: readonly ExplainedTurn[]
  readonly why: ExplainedReasons
  readonly findings: readonly ExplainedFinding[]
}

/** A prompt and what came of it. */
export interface ExplainedTurn {
  /** From 0, as in the session. */
  readonly index: number
  /** The prompt on one line; null for what precedes the first. */
  readonly prompt: string | null
  /** Prompts typed while the agent worked, each on one line. */
  readonly queued: readonly string[]
  /** ISO 8601 in UTC. */
  readonly start: string | null
  readonly end: string | null
  readonly type: string | null
  readonly risk: string | null
  /** Calls by what they do: `read`, `search`, `shell`, …. Sub-agents count as one call. */
  readonly calls: Readonly<Record<string, number>>
  /** Changed files in order of first change. */
  readonly files: readonly { readonly path: string; readonly operations: readonly SummaryOperation[] }[]
  readonly checks: readonly ExplainedCheck[]
  readonly commits: readonly SummaryCommit[]
  readonly errors: readonly ExplainedError[]
  /** `interrupted`, `denied`, `compacted`, `api_error`, in order, with what is known of each. */
  readonly incidents: readonly { readonly kind: string; readonly detail: string; readonly event: string }[]
  /** The last thing the agent said, in whole sentences; null when it said nothing. */
  readonly answer: string | null
}

/** Runs of one check command in a turn. */
export interface ExplainedCheck {
  readonly kind: CheckKind
  readonly command: string
  readonly runs: number
  readonly failed: number
  /** Of the last run; null when it is not told. */
  readonly ok: boolean | null
  readonly passed_tests: number | null
  readonly failed_tests: number | null
  /** Event id of the last run. */
  readonly event: string
}

/** A failed call; equal ones of a turn are told once. */
export interface ExplainedError {
  readonly tool: string
  readonly what: string
  readonly message: string
  readonly times: number
  /** Event id of the last. */
  readonly event: string
}

/** Why the verdicts are what they are, the weightiest first. */
export interface ExplainedReasons {
  readonly type: readonly ExplainedReason[]
  readonly intent: readonly ExplainedReason[]
  readonly risk: readonly ExplainedReason[]
  readonly outcome: readonly ExplainedReason[]
}

/** Evidence with the words of its events. */
export interface ExplainedReason extends EvidenceItem {
  /** At most three. */
  readonly quotes: readonly ExplainedQuote[]
}

/** A finding with the words of its events. */
export interface ExplainedFinding extends SummaryFinding {
  /** At most three. */
  readonly quotes: readonly ExplainedQuote[]
}

/** An event on one line. */
export interface ExplainedQuote {
  readonly event: string
  /** ISO 8601 in UTC. */
  readonly time: string | null
  readonly text: string
}
