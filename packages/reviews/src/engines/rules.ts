import type { DiffLine } from '../diff/diff.ts'
import type { ReviewEngine } from '../engine.ts'
import type { FindingDraft } from '../finding.ts'
import type { ReviewRule, RuleHit } from '../review-rule.ts'
import { type ReviewView, viewReview } from '../review-view.ts'
import { rules as builtIn } from '../rules/index.ts'

/** Findings of one rule in one review; what is beyond is said, not shown. */
const MOST_PER_RULE = 50

/** Longest snippet, in UTF-16 units. */
const LONGEST_SNIPPET = 300

/** The default engine: offline, and the same findings for the same input. `rules` default to all built-in ones. */
export function createRulesEngine(rules: readonly ReviewRule[] = builtIn): ReviewEngine {
  return {
    id: 'rules',
    review: async (input) => {
      const view = viewReview(input)
      const notes: string[] = []
      const findings = rules.flatMap((rule) => {
        const hits = rule.check(view)
        if (hits.length > MOST_PER_RULE)
          notes.push(`${rule.id}: the first ${MOST_PER_RULE} of ${hits.length} are shown`)
        return hits.slice(0, MOST_PER_RULE).map((hit) => draftOf(rule, hit, view))
      })
      return {
        findings,
        reviewers: [{ id: 'rules', outcome: 'ok', findings: findings.length }],
        unsupported: 0,
        notes,
      }
    },
  }
}

function draftOf(rule: ReviewRule, hit: RuleHit, view: ReviewView): FindingDraft {
  const { file, line } = hit
  const events = hit.events ?? (file === undefined ? undefined : view.eventsOf(file.path))
  const snippet = hit.snippet ?? line?.text.trim()
  return {
    rule: rule.id,
    severity: hit.severity ?? rule.severity,
    category: hit.category ?? rule.category,
    title: hit.title ?? rule.title,
    message: hit.message,
    evidence: {
      file: file?.path ?? null,
      line: numberOf(line),
      snippet: snippet === undefined || snippet === '' ? null : shorten(snippet),
      session_id: events?.sessionId ?? view.summary?.session.id ?? null,
      event_ids: events?.eventIds ?? [],
    },
    recommendation: hit.recommendation ?? rule.recommendation,
    confidence: hit.confidence ?? rule.confidence,
    ...(hit.subject === undefined ? {} : { subject: hit.subject }),
  }
}

function numberOf(line: DiffLine | undefined): number | null {
  const number = line?.newLine ?? line?.oldLine
  return number === undefined || number < 1 ? null : number
}

function shorten(text: string): string {
  if (text.length <= LONGEST_SNIPPET) return text
  const end = LONGEST_SNIPPET - 1
  const code = text.charCodeAt(end - 1)
  return `${text.slice(0, code >= 0xd800 && code <= 0xdbff ? end - 1 : end)}…`
}
