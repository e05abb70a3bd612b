/** What a review found; review.json, `ses review --json` and the payload of `review.completed`. Equal input gives equal bytes. */
export interface ReviewReport {
  readonly schema_version: 1
  /** Ids of the sessions that were reviewed; empty when a diff alone was. */
  readonly sessions: readonly string[]
  readonly engine: ReviewEngineId
  /** What was looked at, one per session. */
  readonly diffs: readonly ReviewedDiff[]
  /** The gravest first; those accepted by a baseline are in `suppressed`. */
  readonly findings: readonly ReviewFinding[]
  readonly suppressed: readonly SuppressedFinding[]
  /** Number of `findings` by severity; severities without one are left out. */
  readonly counts: Readonly<Partial<Record<ReviewSeverity, number>>>
  /** Findings whose evidence names a file or line that does not exist, left out. */
  readonly unsupported: number
  /** Who was asked, with how it went; in the order of the command line. */
  readonly reviewers: readonly ReviewerOutcome[]
  /** What was left out or could not be done, in words. */
  readonly notes: readonly string[]
  readonly gate: ReviewGate
  /** False when a gate (`--strict`, `--fail-on`, `--strict-contract`) said no. */
  readonly passed: boolean
}

export type ReviewEngineId = 'rules' | 'agent' | 'multi-agent'

/** In ascending order. */
export type ReviewSeverity = 'info' | 'low' | 'medium' | 'high' | 'critical'

export type ReviewCategory = 'bug' | 'security' | 'performance' | 'maintainability' | 'test-gap' | 'process'

/** One thing a reviewer should look at. Texts are masked. */
export interface ReviewFinding {
  /** Unique in its report, and the same as long as the fingerprint is. */
  readonly id: string
  /** Id of the rule, `tests_not_run`; what a model reports has `model_<category>`. */
  readonly rule: string
  /** 32 hex digits; stays when lines move or are reformatted. */
  readonly fingerprint: string
  readonly severity: ReviewSeverity
  readonly category: ReviewCategory
  readonly title: string
  readonly message: string
  readonly evidence: ReviewEvidence
  readonly recommendation: string
  /** 0–1. */
  readonly confidence: number
  readonly engine: ReviewEngineId
  /** How many of the reviewers that answered reported it. */
  readonly agreement: number
  /** Their names, where several were asked. */
  readonly providers?: readonly string[]
  /** What they disagree on. */
  readonly conflicts?: readonly string[]
}

/** Where it shows. */
export interface ReviewEvidence {
  /** Relative to the root of the repository; null when it concerns the session as a whole. */
  readonly file: string | null
  /** Of the new file, from 1, or of the old one for what was removed; null when not known. */
  readonly line: number | null
  readonly snippet: string | null
  readonly session_id: string | null
  /** In the order of the session. */
  readonly event_ids: readonly string[]
}

/** A finding that a baseline accepts. */
export interface SuppressedFinding extends ReviewFinding {
  /** Why, in the words of the baseline. */
  readonly reason: string
}

/** A diff that was reviewed. */
export interface ReviewedDiff {
  readonly session_id: string | null
  /** `edits`: put together from what the session recorded; `none`: there was nothing to look at. */
  readonly source: ReviewDiffSource
  /** Commit or checkpoint before and after; null where there is none. */
  readonly base: string | null
  readonly head: string | null
  readonly files: number
  readonly added: number
  readonly removed: number
}

export type ReviewDiffSource = 'commits' | 'checkpoints' | 'worktree' | 'refs' | 'edits' | 'none'

/** How one reviewer (an engine, a model, a provider's program) fared. */
export interface ReviewerOutcome {
  readonly id: string
  readonly outcome: 'ok' | 'parse_error' | 'timeout' | 'missing' | 'refused' | 'failed'
  /** Findings it reported, before any were dropped or joined. */
  readonly findings: number
  /** Why it is not `ok`. */
  readonly message?: string
  readonly model?: string
  readonly cost_usd?: number | null
}

/** What decides over `passed`. */
export interface ReviewGate {
  /** Findings of this severity or graver fail the review; null: none do. */
  readonly fail_on: ReviewSeverity | null
  /** Every reviewer must have answered by its contract. */
  readonly strict_contract: boolean
  /** Ids of the findings, or names of the reviewers, that failed it. */
  readonly failed_by: readonly string[]
}
