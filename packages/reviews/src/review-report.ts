import type { ReviewEngineId, ReviewedDiff, ReviewReport, ReviewSeverity } from '@ses/schema'
import { applyBaseline, type Baseline } from './baseline.ts'
import type { EngineResult } from './engine.ts'
import { bySeverity, isAtLeast } from './finding.ts'
import { sealFindings } from './seal-findings.ts'

/** What an engine said of one session. */
export interface ReviewPart {
  readonly diff: ReviewedDiff
  readonly result: EngineResult
}

export interface ReportOptions {
  readonly engine: ReviewEngineId
  /** Less grave findings are left out. Default: none is. */
  readonly minSeverity?: ReviewSeverity
  /** Findings of this severity or graver fail the review. Default: none do. */
  readonly failOn?: ReviewSeverity
  /** Fails the review when a reviewer did not answer by its contract, or reported what does not exist. */
  readonly strictContract?: boolean
  readonly baseline?: Baseline
}

/** Puts what was found in one or more sessions into one report. */
export function reportReview(parts: readonly ReviewPart[], options: ReportOptions): ReviewReport {
  const { engine, minSeverity = 'info', failOn, strictContract = false, baseline } = options
  const drafts = parts.flatMap(({ result }) => result.findings)
  const all = sealFindings(drafts, engine).filter(({ severity }) => isAtLeast(severity, minSeverity))
  const { findings, suppressed } = applyBaseline(all, baseline)
  const reviewers = parts.flatMap(({ result }) => result.reviewers)
  const unsupported = parts.reduce((sum, { result }) => sum + result.unsupported, 0)
  const failedBy = [
    ...(failOn === undefined ? [] : findings.filter(({ severity }) => isAtLeast(severity, failOn)).map(({ id }) => id)),
    ...(strictContract ? reviewers.filter(({ outcome }) => outcome !== 'ok').map(({ id }) => id) : []),
    ...(strictContract && unsupported > 0 ? ['unsupported'] : []),
  ]
  return {
    schema_version: 1,
    sessions: [...new Set(parts.flatMap(({ diff }) => diff.session_id ?? []))],
    engine,
    diffs: parts.map(({ diff }) => diff),
    findings,
    suppressed,
    counts: Object.fromEntries(
      [...new Set(findings.map(({ severity }) => severity))]
        .sort(bySeverity)
        .map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length]),
    ),
    unsupported,
    reviewers,
    notes: [...new Set(parts.flatMap(({ result }) => result.notes))],
    gate: { fail_on: failOn ?? null, strict_contract: strictContract, failed_by: [...new Set(failedBy)] },
    passed: failedBy.length === 0,
  }
}
