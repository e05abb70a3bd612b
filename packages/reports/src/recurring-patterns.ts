import type { ReportPattern, Summary, SummaryFinding } from '@ses/schema'
import { byStart, isTime } from './trend-of.ts'

const MAX_EXAMPLES = 3
const GRAVITY = ['concern', 'warning', 'info'] as const

/** Findings of all sessions gathered by detector. */
export function recurringPatterns(summaries: readonly Summary[]): ReportPattern[] {
  const drafts = new Map<string, Draft>()
  for (const { session, findings = [] } of [...summaries].sort(byStart)) {
    for (const finding of findings) {
      const draft: Draft = drafts.get(finding.id) ?? { findings: [], bySession: new Map(), lastSeen: null }
      drafts.set(finding.id, draft)
      draft.findings.push(finding)
      draft.bySession.set(session.id, (draft.bySession.get(session.id) ?? 0) + 1)
      if (isTime(session.start)) draft.lastSeen = session.start
    }
  }
  return [...drafts]
    .map(([id, draft]) => patternOf(id, draft, summaries.length))
    .sort((a, b) => b.sessions - a.sessions || gravity(a) - gravity(b) || b.findings - a.findings)
}

/** Tokens, dollars and time of all findings together. */
export function sumWaste(findings: readonly SummaryFinding[]): SummaryFinding['waste'] {
  const sum = { tokens: 0, cost_usd: 0, ms: 0 }
  for (const { waste } of findings) {
    sum.tokens += waste.tokens
    sum.cost_usd += waste.cost_usd
    sum.ms += waste.ms
  }
  return sum
}

interface Draft {
  readonly findings: SummaryFinding[]
  readonly bySession: Map<string, number>
  lastSeen: string | null
}

function patternOf(id: string, { findings, bySession, lastSeen }: Draft, total: number): ReportPattern {
  const last = findings.at(-1)
  const gravest = GRAVITY.find((severity) => findings.some((finding) => finding.severity === severity)) ?? 'info'
  const examples = [...bySession].sort((a, b) => b[1] - a[1]).slice(0, MAX_EXAMPLES)
  return {
    id,
    title: last?.title ?? id,
    severity: gravest,
    sessions: bySession.size,
    share: bySession.size / total,
    findings: findings.length,
    waste: sumWaste(findings),
    advice: last?.advice ?? '',
    examples: examples.map(([session]) => session),
    last_seen: lastSeen,
  }
}

function gravity({ severity }: ReportPattern): number {
  return GRAVITY.indexOf(severity)
}
