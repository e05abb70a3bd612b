import type { ReviewFinding, ReviewReport, ReviewSeverity } from '@ses/schema'
import { severities } from '../finding.ts'

/** Findings shown in full; the rest is counted, so that a comment stays below the 65,536 characters that GitHub takes. */
const MOST_SHOWN = 40

const MARKS: Readonly<Record<ReviewSeverity, string>> = {
  critical: '🛑',
  high: '🔴',
  medium: '🟠',
  low: '🟡',
  info: '🔵',
}

/** A review as a comment on a pull request. Texts of the session and the diff cannot become mark-up, links, mentions or commands of a runner. */
export function reviewMarkdown(report: ReviewReport): string {
  const { findings, suppressed, notes, unsupported, reviewers } = report
  const shown = findings.slice(0, MOST_SHOWN)
  const groups = [...severities].reverse().flatMap((severity) => {
    const own = shown.filter((finding) => finding.severity === severity)
    return own.length === 0 ? [] : [`### ${MARKS[severity]} ${severity}`, '', ...own.flatMap(item), '']
  })
  const rest = [
    ...(findings.length > shown.length ? [`${findings.length - shown.length} more are not shown.`] : []),
    ...(suppressed.length > 0 ? [`${counted(suppressed.length, 'finding')} accepted by the baseline.`] : []),
    ...(unsupported > 0 ? [`${counted(unsupported, 'finding')} without support in the diff left out.`] : []),
    ...reviewers
      .filter(({ outcome }) => outcome !== 'ok')
      .map(({ id, outcome, message }) => `${plain(id)}: ${plain(message ?? outcome)}`),
    ...notes.map(plain),
  ]
  return [
    `## Review by \`ses\`: ${headline(report)}`,
    '',
    scope(report),
    '',
    ...groups,
    ...rest.map((line) => `- ${line}`),
    ...(rest.length > 0 ? [''] : []),
  ].join('\n')
}

function headline({ findings, counts, passed, gate }: ReviewReport): string {
  if (findings.length === 0) return 'nothing to remark'
  const parts = Object.entries(counts).map(([severity, count]) => `${count} ${severity}`)
  return `${parts.join(', ')}${passed ? '' : gate.fail_on === null ? ' — did not pass' : ` — did not pass (${gate.fail_on} or graver)`}`
}

function scope({ diffs, engine }: ReviewReport): string {
  const sum = (key: 'files' | 'added' | 'removed'): number => diffs.reduce((total, diff) => total + diff[key], 0)
  const sessions = diffs.flatMap(({ session_id }) => session_id ?? []).map((id) => code(id.slice(0, 12)))
  const shown = sessions.length > 5 ? `${sessions.length} sessions` : sessions.join(', ')
  const sources = [...new Set(diffs.map(({ source }) => source))].join(', ')
  return `${counted(sum('files'), 'file')}, +${sum('added')} −${sum('removed')} (${sources})${shown === '' ? '' : ` · ${shown}`} · engine ${engine}`
}

function item({ title, message, evidence, recommendation, providers, agreement, conflicts }: ReviewFinding): string[] {
  const { file, line, snippet, session_id: session, event_ids: events } = evidence
  const place = file === null ? '' : ` — ${code(line === null ? file : `${file}:${line}`)}`
  const seen =
    events.length === 0 || session === null
      ? []
      : [`  <sub>session ${code(session.slice(0, 12))}, ${events.slice(0, 5).map(code).join(', ')}</sub>`]
  return [
    `- **${plain(title)}**${place}`,
    `  ${plain(message)}`,
    ...(snippet === null ? [] : [`  ${code(snippet)}`]),
    `  _${plain(recommendation)}_`,
    ...(providers === undefined ? [] : [`  <sub>reported by ${providers.map(plain).join(', ')} (${agreement})</sub>`]),
    ...(conflicts ?? []).map((conflict) => `  <sub>${plain(conflict)}</sub>`),
    ...seen,
  ].map((entry, index, all) => (index < all.length - 1 ? `${entry}\\` : entry))
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*_{}[\]<>#|~!&]/g, '\\$&')
    .replaceAll(/@(?=\w)/g, '@\u200b')
    .replaceAll('://', ':\u200b//')
}

/** Between backticks, more of them than the text holds in a row. */
function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  const longest = [...line.matchAll(/`+/g)].reduce((most, [run]) => Math.max(most, run.length), 0)
  const fence = '`'.repeat(longest + 1)
  const pad = line.startsWith('`') || line.endsWith('`') || line === '' ? ' ' : ''
  return `${fence}${pad}${line}${pad}${fence}`
}
