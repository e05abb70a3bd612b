import type { CompleteSummary } from '@ses/schema'
import { oneLine } from './one-line.ts'

const MAX_FILES = 50

/** The session in plain text, for people without `ses`. */
export function summaryText(summary: CompleteSummary): string {
  const { session, changes, grade, usage, findings, review_hints: hints } = summary
  const lines = [
    session.summary,
    '',
    `Session   ${session.id}`,
    `Agent     ${[session.agent, session.agent_version, ...session.models].filter(Boolean).join(' · ')}`,
    `Time      ${timeOf(session)}`,
    `Type      ${session.type} · risk ${session.risk} · grade ${gradeOf(grade)}`,
    `Outcome   ${session.outcome.state}`,
    `Usage     ${usage.responses} responses · ${tokensOf(usage)} tokens${usage.cost_usd === null ? '' : ` · $${usage.cost_usd.toFixed(2)}`}`,
    `Checks    tests ${hints.tests_run ? 'run' : 'not run'} · build ${hints.build_verified ? 'verified' : 'not verified'}`,
  ]
  if (changes.files.length > 0) {
    lines.push('', `Files changed (${changes.files.length})`)
    for (const { path, operations, added = 0, removed = 0 } of changes.files.slice(0, MAX_FILES)) {
      lines.push(`  ${oneLine(path, 200)}  ${operations.join(', ')}  +${added} -${removed}`)
    }
    if (changes.files.length > MAX_FILES) lines.push(`  and ${changes.files.length - MAX_FILES} more`)
  }
  if (session.commits.length > 0) {
    lines.push('', 'Commits')
    for (const { sha, subject } of session.commits)
      lines.push(`  ${sha.slice(0, 10)} ${oneLine(subject ?? '', 120)}`.trimEnd())
  }
  if (findings.length > 0) {
    lines.push('', 'Findings')
    for (const { severity, title, detail } of findings) lines.push(`  ${severity}: ${title}: ${oneLine(detail, 200)}`)
  }
  return `${lines.join('\n')}\n`
}

function timeOf({ start, end, duration_minutes: minutes }: CompleteSummary['session']): string {
  if (start === null) return 'not recorded'
  return `${start}${end === null ? '' : ` to ${end}`}${minutes === null ? '' : ` (${minutes} min)`}`
}

function gradeOf({ letter, score }: CompleteSummary['grade']): string {
  return score === null ? letter : `${letter} (${score})`
}

function tokensOf(usage: CompleteSummary['usage']): number {
  return usage.input_tokens + usage.cache_read_tokens + usage.cache_write_tokens + usage.output_tokens
}
