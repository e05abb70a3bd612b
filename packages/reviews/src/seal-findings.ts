import type { ReviewEngineId, ReviewEvidence, ReviewFinding } from '@ses/schema'
import { bySeverity, type FindingDraft } from './finding.ts'
import { fingerprint } from './fingerprint.ts'

/** Gives findings their fingerprints and ids, joins those that are the same, and puts the gravest first. */
export function sealFindings(drafts: readonly FindingDraft[], engine: ReviewEngineId): ReviewFinding[] {
  const joined = new Map<string, ReviewFinding>()
  for (const draft of drafts) {
    const { subject, ...rest } = draft
    const { file, session_id: session, snippet } = draft.evidence
    const place = file ?? `session ${session ?? ''}`
    const mark = fingerprint(draft.rule, place, subject ?? snippet ?? draft.title)
    const sealed = { ...rest, agreement: draft.agreement ?? 1, id: '', fingerprint: mark, engine }
    const known = joined.get(mark)
    joined.set(mark, known === undefined ? sealed : joinFindings(known, sealed))
  }
  const ids = new Set<string>()
  return [...joined.values()].sort(compareFindings).map((finding) => {
    let length = 12
    while (ids.has(finding.fingerprint.slice(0, length))) length += 1
    const id = finding.fingerprint.slice(0, length)
    ids.add(id)
    const { rule, severity, category, title, message, evidence, recommendation, confidence, agreement } = finding
    const { providers, conflicts } = finding
    return {
      id,
      rule,
      fingerprint: finding.fingerprint,
      severity,
      category,
      title,
      message,
      evidence,
      recommendation,
      confidence,
      engine: finding.engine,
      agreement,
      ...(providers === undefined ? {} : { providers }),
      ...(conflicts === undefined ? {} : { conflicts }),
    }
  })
}

/** The same finding reported twice: the graver one, the earlier line, all the events. */
function joinFindings(a: ReviewFinding, b: ReviewFinding): ReviewFinding {
  const [first, second] = compareFindings(a, b) <= 0 ? [a, b] : [b, a]
  const providers = [...new Set([...(a.providers ?? []), ...(b.providers ?? [])])].sort()
  return {
    ...first,
    confidence: Math.max(a.confidence, b.confidence),
    agreement: Math.max(a.agreement, b.agreement, providers.length),
    ...(providers.length === 0 ? {} : { providers }),
    evidence: joinEvidence(first.evidence, second.evidence),
  }
}

function joinEvidence(a: ReviewEvidence, b: ReviewEvidence): ReviewEvidence {
  // Ids mean something within one session only.
  if (a.session_id !== b.session_id) return a
  return { ...a, event_ids: [...new Set([...a.event_ids, ...b.event_ids])] }
}

/** A total order: the gravest first, then the surest, then by place. */
function compareFindings(a: ReviewFinding, b: ReviewFinding): number {
  return (
    bySeverity(a.severity, b.severity) ||
    b.confidence - a.confidence ||
    order(a.evidence.file ?? '', b.evidence.file ?? '') ||
    (a.evidence.line ?? 0) - (b.evidence.line ?? 0) ||
    order(a.rule, b.rule) ||
    order(a.fingerprint, b.fingerprint) ||
    order(JSON.stringify(a), JSON.stringify(b))
  )
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
