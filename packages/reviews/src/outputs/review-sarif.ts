import { type SarifLog, type SarifStep, toSarif } from '@ses/interop'
import type { Session, SessionEvent } from '@ses/model'
import { walkSessions } from '@ses/model'
import type { ReviewFinding, ReviewReport } from '@ses/schema'

export interface ReviewSarifOptions {
  /** Version of ses. */
  readonly version: string
  /** Transcripts of the reviewed sessions, where they are at hand: they tell the steps that led to a finding. */
  readonly sessions?: readonly Session[]
}

/** A review as a SARIF 2.1.0 log; what a baseline accepts is in it as suppressed. */
export function reviewSarif(report: ReviewReport, { version, sessions = [] }: ReviewSarifOptions): SarifLog {
  const steps = stepsById(sessions)
  const accepted = report.suppressed.map((finding): Entry => ({ finding, suppressed: finding.reason }))
  const open = report.findings.map((finding): Entry => ({ finding }))
  return toSarif({
    version,
    findings: [...open, ...accepted].map((entry) => {
      const { rule, severity, category, title, message, recommendation, fingerprint, confidence } = entry.finding
      const { file, line, snippet } = entry.finding.evidence
      return {
        rule,
        severity,
        category,
        title,
        message,
        recommendation,
        fingerprint,
        confidence,
        ...(file === null ? {} : { path: file }),
        ...(line === null ? {} : { line }),
        ...(snippet === null ? {} : { snippet }),
        flow: flowOf(entry.finding, steps),
        ...(entry.suppressed === undefined ? {} : { suppressed: entry.suppressed }),
      }
    }),
  })
}

interface Entry {
  readonly finding: ReviewFinding
  /** Why it is accepted. */
  readonly suppressed?: string
}

function flowOf({ evidence }: ReviewFinding, steps: ReadonlyMap<string, SarifStep>): SarifStep[] {
  const { session_id: session, event_ids: events } = evidence
  if (session === null) return []
  return events.map((event) => steps.get(`${session}\0${event}`) ?? { session, event, text: `event ${event}` })
}

function stepsById(sessions: readonly Session[]): ReadonlyMap<string, SarifStep> {
  const steps = new Map<string, SarifStep>()
  for (const root of sessions) {
    for (const session of walkSessions(root)) {
      for (const event of session.events) {
        const line = event.line === undefined ? {} : { line: event.line }
        steps.set(`${session.id}\0${event.id}`, {
          session: session.id,
          event: event.id,
          ...line,
          text: shorten(textOf(event)),
        })
      }
    }
  }
  return steps
}

function textOf(event: SessionEvent): string {
  if (event.type === 'tool') {
    const about = event.command ?? event.files.map(({ path }) => path).join(', ')
    return about === '' ? event.name : `${event.name}: ${about}`
  }
  return 'text' in event ? `${event.type}: ${event.text}` : event.type
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > 200 ? `${line.slice(0, 199)}…` : line
}
