import type { Block, ListItem, Tone } from '@ses/reports'
import type { ReviewFinding, ReviewReport, ReviewSeverity } from '@ses/schema'
import { count } from '../terminal/amounts.ts'

const TONES: Readonly<Record<ReviewSeverity, Tone>> = {
  critical: 'bad',
  high: 'bad',
  medium: 'warn',
  low: 'strong',
  info: 'faint',
}

/** A review as a page for a terminal. */
export function reviewBlocks(report: ReviewReport): Block[] {
  const { findings, suppressed, unsupported, diffs, reviewers, notes, gate, passed } = report
  const sum = (key: 'files' | 'added' | 'removed'): number => diffs.reduce((total, diff) => total + diff[key], 0)
  const sources = [...new Set(diffs.map(({ source }) => source))].join(', ')
  const asides = [
    ...(suppressed.length === 0 ? [] : [`${count(suppressed.length, 'finding')} accepted by the baseline`]),
    ...(unsupported === 0 ? [] : [`${count(unsupported, 'finding')} left out: file or line does not exist`]),
    ...reviewers
      .filter(({ outcome }) => outcome !== 'ok')
      .map(
        ({ id, outcome, message }) =>
          `${id}: ${outcome.replace('_', ' ')}${message === undefined ? '' : `, ${message}`}`,
      ),
    ...notes,
  ]
  const sessions = report.sessions.length === 1 ? `session ${report.sessions[0]?.slice(0, 12)}` : ''
  const several = report.sessions.length > 1 ? count(report.sessions.length, 'session') : sessions
  return [
    { type: 'title', text: ['Review', ...(several === '' ? [] : [several])].join(' · ') },
    {
      type: 'text',
      text: `${count(sum('files'), 'file')} · +${sum('added')} −${sum('removed')} (${sources}) · engine ${report.engine}`,
      tone: 'faint',
    },
    ...(findings.length === 0 ? [{ type: 'text', text: 'Nothing to remark.', tone: 'good' } as const] : []),
    ...(findings.length === 0
      ? []
      : [
          { type: 'heading', text: 'Findings', gist: gistOf(report) } as const,
          { type: 'list', items: findings.map(item) } as const,
        ]),
    ...(asides.length === 0 ? [] : [{ type: 'list', items: asides.map((text) => ({ text, tone: 'faint' })) } as Block]),
    ...(gate.fail_on === null && !gate.strict_contract
      ? []
      : [
          {
            type: 'text',
            text: passed ? 'Passed.' : `Did not pass: ${gate.failed_by.join(', ')}`,
            tone: passed ? 'good' : 'bad',
          } as const,
        ]),
  ]
}

function gistOf({ counts }: ReviewReport): string {
  return Object.entries(counts)
    .map(([severity, many]) => `${many} ${severity}`)
    .join(', ')
}

function item({ severity, title, message, evidence, recommendation, id, providers }: ReviewFinding): ListItem {
  const { file, line, snippet, session_id: session, event_ids: events } = evidence
  const place = file === null ? [] : [line === null ? file : `${file}:${line}`]
  const seen = events.length === 0 ? [] : [`events ${events.slice(0, 4).join(' ')}${events.length > 4 ? ' …' : ''}`]
  return {
    mark: severity,
    text: title,
    tone: TONES[severity],
    below: [
      oneLine(message),
      ...(snippet === null ? [] : [oneLine(snippet)]),
      oneLine(recommendation),
      ...(providers === undefined ? [] : [`reported by ${providers.join(', ')}`]),
      [...place, ...(session === null ? [] : seen), id].join(' · '),
    ],
  }
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
