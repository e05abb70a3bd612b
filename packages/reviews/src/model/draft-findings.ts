import type { FindingDraft } from '../finding.ts'
import type { ReviewInput } from '../review-input.ts'
import type { ModelFinding } from './answer-contract.ts'
import { shownLines } from './question.ts'

/** Findings of a model that have something to point to, and the number of those that do not. */
export interface DraftedFindings {
  readonly findings: readonly FindingDraft[]
  readonly unsupported: number
}

/** Masks a text that a model wrote: it may repeat a secret, or make one up. */
export type MaskText = (text: string) => string

/**
 * Makes drafts of what a model reports. A file that the change does not touch is not evidence, nor is a line that the diff does not show;
 * where a diff knows no line numbers the line is dropped and the finding kept.
 */
export function draftFindings(
  reported: readonly ModelFinding[],
  { diff, reviewed }: ReviewInput,
  mask: MaskText,
): DraftedFindings {
  const shown = shownLines(diff)
  const findings: FindingDraft[] = []
  let unsupported = 0
  for (const { file, line, severity, category, title, message, recommendation, confidence } of reported) {
    const lines = file === null ? undefined : shown.get(file)
    const numbered = lines !== undefined && [...lines].some((number) => number !== undefined)
    if (file !== null && (lines === undefined || (line !== null && numbered && !lines.has(line)))) {
      unsupported += 1
      continue
    }
    const kept = numbered ? line : null
    findings.push({
      rule: `model_${category.replaceAll('-', '_')}`,
      severity,
      category,
      title: mask(title),
      message: mask(message),
      recommendation: mask(recommendation),
      confidence,
      evidence: {
        file,
        line: kept,
        snippet: file === null || kept === null ? null : snippetAt(diff, file, kept),
        session_id: reviewed?.summary.session.id ?? null,
        event_ids: [],
      },
    })
  }
  return { findings, unsupported }
}

/** The new line of that number; the old one where the number is of a removed line. */
function snippetAt(diff: ReviewInput['diff'], path: string, line: number): string | null {
  const file = diff.files.find((each) => each.path === path)
  const lines = (file?.hunks ?? []).flatMap((hunk) => hunk.lines)
  const found = lines.find(({ newLine }) => newLine === line) ?? lines.find(({ oldLine }) => oldLine === line)
  return found?.text.trim().slice(0, 300) || null
}
