import type { ClassifiedTurn } from '@ses/classifier'
import { type Session, turnsOf } from '@ses/model'
import type { EvidenceItem, ExplainDocument, ExplainedReason, ExplainedTurn, Summary, SummaryCommit } from '@ses/schema'
import { turnExplainer } from './explain-turn.ts'
import { quoter } from './quote-event.ts'
import type { SessionSubject } from './subject.ts'

const MAX_QUOTES = 3

/** What may be known besides the session. */
export interface ExplainOptions {
  /** The commit that was asked for. */
  readonly commit?: SummaryCommit
}

/** Tells a session to a person: turn by turn, and why the verdicts are what they are. A summary alone gives no turns and no quotes. */
export function explainOf(
  subject: SessionSubject | { readonly summary: Summary },
  options: ExplainOptions = {},
): ExplainDocument {
  const { summary } = subject
  const session = 'session' in subject ? subject.session : undefined
  const quote = session === undefined ? () => [] : quoter(session)
  const verdicts = new Map('session' in subject ? subject.classification?.turns.map((turn) => [turn.index, turn]) : [])
  const reasons = (items: readonly EvidenceItem[] = []): ExplainedReason[] =>
    [...items]
      .sort((a, b) => Math.abs(b.weight ?? 1) - Math.abs(a.weight ?? 1))
      .map((item) => ({ ...item, quotes: quote(item.events, MAX_QUOTES) }))
  return {
    schema_version: 1,
    summary,
    ...(options.commit === undefined ? {} : { commit: options.commit }),
    turns: session === undefined ? [] : explainTurns(session, verdicts),
    why: {
      type: reasons(summary.evidence?.type),
      intent: reasons(summary.evidence?.intent),
      risk: reasons(summary.evidence?.risk),
      outcome: reasons(summary.evidence?.outcome),
    },
    findings: (summary.findings ?? []).map((finding) => ({
      ...finding,
      quotes: quote(finding.events, MAX_QUOTES, finding.session_id),
    })),
  }
}

function explainTurns(session: Session, verdicts: ReadonlyMap<number, ClassifiedTurn>): ExplainedTurn[] {
  const explain = turnExplainer(session)
  return turnsOf(session).map((turn) => explain(turn, verdicts.get(turn.index)))
}
