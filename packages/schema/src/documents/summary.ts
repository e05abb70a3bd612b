import type { FixedSummary, FixedSummarySession } from './fixed-summary.ts'
import type { TokenCounts, UnpricedModel } from './token-counts.ts'

/** A summary.json as read: the fixed keys are there, each addition may be missing in a file that another tool wrote. */
export interface Summary extends FixedSummary, Partial<SummaryAdditions> {
  readonly session: FixedSummarySession & Partial<SessionAdditions>
}

/** A summary.json as `ses` writes it: nothing is missing. */
export interface CompleteSummary extends FixedSummary, SummaryAdditions {
  readonly session: FixedSummarySession & SessionAdditions
}

/** What `ses` adds beside the fixed keys. */
export interface SummaryAdditions {
  readonly usage: SummaryUsage
  readonly grade: SummaryGrade
  /** The gravest first. */
  readonly findings: readonly SummaryFinding[]
  readonly evidence: SummaryEvidence
  readonly claims: readonly SummaryClaim[]
  readonly masking: SummaryMasking
  readonly coverage: SummaryCoverage
  /** Sub-agents in the order they started. Their usage is contained in `usage`. */
  readonly children: readonly SummaryChild[]
}

/** What `ses` adds to `session`. */
export interface SessionAdditions {
  readonly title: string | null
  readonly agent_version: string | null
  /** Models in order of first use, as the agent wrote them. */
  readonly models: readonly string[]
  /** Masked; null where the agent does not record it, as the next three. */
  readonly cwd: string | null
  readonly git_branch: string | null
  readonly git_commit: string | null
  /** Id of the session this one was forked from. */
  readonly forked_from: string | null
  readonly outcome: SummaryOutcome
  /** 0–1. */
  readonly type_confidence: number
  /** 0–100. */
  readonly risk_score: number
  /** Goals the human named after the first, in order. */
  readonly follow_ups: readonly string[]
  /** Human prompts that started a turn. */
  readonly turns: number
  /** Without those of sub-agents. */
  readonly tool_calls: number
  /** Commits the session made, in order. */
  readonly commits: readonly SummaryCommit[]
}

/** How the session ended, and how sure that is, 0–1. */
export interface SummaryOutcome {
  readonly state: 'completed' | 'partial' | 'abandoned' | 'errored'
  readonly confidence: number
}

export interface SummaryCommit {
  readonly sha: string
  readonly branch: string | null
  readonly subject: string | null
}

/** Usage of the session and its sub-agents, every model response once. */
export interface SummaryUsage extends TokenCounts {
  readonly web_searches: number
  readonly responses: number
  /** US dollars of all that has a price; null when tokens were used and none of them has one. A lower bound when `unpriced` is not empty. */
  readonly cost_usd: number | null
  /** The dearest first. */
  readonly by_model: readonly SummaryModelUsage[]
  readonly unpriced: readonly UnpricedModel[]
}

/** The part of the usage that one model has. */
export interface SummaryModelUsage extends TokenCounts {
  readonly model: string
  readonly web_searches: number
  readonly responses: number
  /** Null when the model has no price. */
  readonly cost_usd: number | null
}

/** The verdict; penalties and bonuses add up to the score exactly. */
export interface SummaryGrade {
  /** 0–100; null when there is too little to judge, with letter `N/A`. */
  readonly score: number | null
  readonly letter: SummaryLetter
  /** The parts of the score earned by how the work was done and by what came of it; null as above. */
  readonly process: number | null
  readonly outcome: number | null
  /** Together with `bonuses` exactly the score. */
  readonly penalties: readonly SummaryPoints[]
  readonly bonuses: readonly SummaryPoints[]
}

/** A+ ≥ 95, A ≥ 90, B ≥ 75, C ≥ 60, D ≥ 45, else F. */
export type SummaryLetter = 'A+' | 'A' | 'B' | 'C' | 'D' | 'F' | 'N/A'

/** One reason for the score. */
export interface SummaryPoints {
  readonly id: string
  /** Negative for a penalty. */
  readonly points: number
  readonly reason: string
}

/** What one detector saw. */
export interface SummaryFinding {
  /** Detector id, `retry_loop`. */
  readonly id: string
  readonly severity: 'info' | 'warning' | 'concern'
  readonly title: string
  /** Event ids. */
  readonly events: readonly string[]
  /** Set when the events lie in a sub-agent's session: the id of that session. */
  readonly session_id?: string
  readonly waste: { readonly tokens: number; readonly cost_usd: number; readonly ms: number }
  readonly advice: string
  readonly detail: string
}

/** Why this type, intent and risk. */
export interface SummaryEvidence {
  readonly type: readonly EvidenceItem[]
  readonly intent: readonly EvidenceItem[]
  readonly risk: readonly EvidenceItem[]
  readonly outcome?: readonly EvidenceItem[]
}

/** One rule that spoke for the verdict; without `weight` it decided alone. */
export interface EvidenceItem {
  /** Rule id. */
  readonly rule: string
  /** What was seen, in one masked line. */
  readonly detail?: string
  readonly weight?: number
  /** Event ids. */
  readonly events: readonly string[]
}

/** Something the agent said it did. */
export interface SummaryClaim {
  readonly text: string
  /** `tests_pass`, `build_passes`, `committed`, … */
  readonly kind: string
  /** Null when the transcript neither proves nor refutes it. */
  readonly verified: boolean | null
  readonly events: readonly string[]
}

/** What the masker did, so that a reader can tell whether a newer rule set would find more. */
export interface SummaryMasking {
  /** Hash of the active rule set. */
  readonly rule_set: string
  /** Number of masked ranges by rule id. */
  readonly counts: Readonly<Record<string, number>>
}

/** How much of the transcript was understood. */
export interface SummaryCoverage {
  readonly lines: number
  readonly recognised: number
  readonly bytes: number
}

/** A sub-agent; names and costs are null where they are not known. */
export interface SummaryChild {
  readonly id: string
  readonly agent_type: string | null
  readonly tool_calls: number
  readonly cost_usd: number | null
}
