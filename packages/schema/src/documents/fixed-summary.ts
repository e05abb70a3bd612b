import type { FileCategory } from '@ses/model'

/** The twelve kinds of work. */
export type SummaryType =
  | 'bugfix'
  | 'feature'
  | 'refactor'
  | 'debug'
  | 'test'
  | 'docs'
  | 'devops'
  | 'upgrade'
  | 'config'
  | 'style'
  | 'security'
  | 'perf'

/** How much care a reviewer should take. */
export type SummaryRisk = 'low' | 'medium' | 'high'

/** What was done to a file; reads and searches are no change and never listed. */
export type SummaryOperation = 'create' | 'write' | 'edit' | 'delete' | 'rename'

/** The keys of summary.json 2.0 that are fixed for ever; bots read exactly these. */
export interface FixedSummary {
  readonly version: '2.0'
  readonly session: FixedSummarySession
  readonly changes: {
    /** In the order of their first change. */
    readonly files: readonly SummaryFile[]
    /** Number of changed files by category; categories without one are left out. */
    readonly summary: Readonly<Partial<Record<FileCategory, number>>>
  }
  readonly activity: {
    /** Number of calls by the tool's own name. */
    readonly tools: Readonly<Record<string, number>>
    /** Masked shell commands by `CommandKind`, each once, in order of first use. */
    readonly commands: Readonly<Record<string, readonly string[]>>
    readonly errors: readonly SummaryError[]
  }
  readonly review_hints: SummaryReviewHints
  /** What the human asked, in order. */
  readonly prompts: readonly SummaryPrompt[]
  /** Areas of the project that were changed, the most touched first. */
  readonly scope: readonly string[]
}

/** Who did what, and when. */
export interface FixedSummarySession {
  readonly id: string
  readonly agent: string
  /** ISO 8601 in UTC; null when the transcript holds no time. */
  readonly start: string | null
  readonly end: string | null
  /** From start to end, idle time included, rounded to whole minutes; null when either is unknown. */
  readonly duration_minutes: number | null
  readonly type: SummaryType
  readonly intent: string
  readonly risk: SummaryRisk
  readonly summary: string
}

/** A changed file. */
export interface SummaryFile {
  /** With forward slashes, relative to the project where it lies inside. */
  readonly path: string
  readonly category: FileCategory
  /** Each once, in order of first use. */
  readonly operations: readonly SummaryOperation[]
  /** Lines added and removed, where the agent records the texts. */
  readonly added?: number
  readonly removed?: number
}

/** A tool call that failed by the agent’s own flag, not by words in its output. */
export interface SummaryError {
  readonly time: string | null
  readonly tool: string
  /** Masked and shortened. */
  readonly message: string
  /** Id of the tool call's event. */
  readonly event?: string
}

/** What a reviewer should look at first. */
export interface SummaryReviewHints {
  readonly tests_run: boolean
  readonly build_verified: boolean
  /** Changed source files for which no test file was changed. */
  readonly files_without_tests: readonly string[]
  readonly large_change: boolean
  readonly config_changed: boolean
  readonly migration_added: boolean
  /** The last test run passed, and nothing it covers changed after it. */
  readonly tests_passed?: boolean
  readonly lint_passed?: boolean
  readonly dependencies_changed?: boolean
  readonly ci_changed?: boolean
  readonly files_deleted?: readonly string[]
}

/** A human prompt, masked; `time` is ISO 8601 in UTC, null where it was not recorded. */
export interface SummaryPrompt {
  readonly time: string | null
  readonly text: string
}
