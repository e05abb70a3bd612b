import type { ListedSession, Summary, SummaryFinding } from '@ses/schema'
import type { Calendar } from '../calendar.ts'

/** What the views over all sessions need of one, small enough for ten thousand of them to stay in memory. */
export interface SessionDigest {
  readonly listed: ListedSession
  /** Epoch milliseconds; null for a session without a time. */
  readonly start: number | null
  /** When that was in the zone of the server; null likewise. */
  readonly local: LocalStart | null
  /** Without prompts, commands, errors, evidence and the words of findings. */
  readonly summary: Summary
  /** Calls that failed. */
  readonly errors: number
  /** Ids of the detectors that fired, each once. */
  readonly patterns: readonly string[]
  /** What the filter of the list looks at, in lower case. */
  readonly text: string
}

/** Found once, because ten thousand dates take as long as all else that a view does. */
export interface LocalStart {
  /** `2026-11-20`. */
  readonly day: string
  /** `2026-W47`. */
  readonly week: string
  /** From 0, Monday. */
  readonly weekday: number
  readonly hour: number
}

/** Makes the digest of a stored summary; one that another tool wrote counts as far as it tells. */
export function digestOf(listed: ListedSession, summary: Summary, calendar: Calendar): SessionDigest {
  const time = listed.start === null ? Number.NaN : Date.parse(listed.start)
  const start = Number.isNaN(time) ? null : time
  const { id, agent, intent, project, models, type, folder } = listed
  const findings = summary.findings ?? []
  return {
    listed,
    start,
    local: start === null ? null : localStart(start, calendar),
    summary: slim(listed, summary),
    errors: summary.activity?.errors?.length ?? 0,
    patterns: [...new Set(findings.map((finding) => finding.id))],
    text: [intent, summary.session.title, id, folder, agent, type, project, ...models].join('\n').toLowerCase(),
  }
}

/** Where an instant falls in a calendar. */
export function localStart(start: number, calendar: Calendar): LocalStart {
  const [weekday, hour] = calendar.placeOf(start)
  return { day: calendar.dayOf(start), week: calendar.weekOf(start), weekday, hour }
}

function slim(listed: ListedSession, { session, changes, usage, grade, findings, review_hints }: Summary): Summary {
  const { id, agent, start, end, duration_minutes, type, intent, risk, project } = listed
  return {
    version: '2.0',
    session: {
      id,
      agent,
      start,
      end,
      duration_minutes,
      type,
      intent,
      risk,
      summary: '',
      cwd: project,
      ...(session.outcome === undefined ? {} : { outcome: session.outcome }),
    },
    changes: {
      files: changes.files.map(({ path, category, operations }) => ({ path, category, operations })),
      summary: {},
    },
    activity: { tools: {}, commands: {}, errors: [] },
    review_hints,
    prompts: [],
    scope: [],
    ...(usage === undefined ? {} : { usage }),
    ...(grade === undefined ? {} : { grade: { ...grade, penalties: [], bonuses: [] } }),
    ...(findings === undefined ? {} : { findings: findings.map(slimFinding) }),
  }
}

/** Titles and advice are the detector's own words: every finding would hold a copy of them. */
const shared = new Map<string, string>()

function slimFinding({ id, severity, title, waste, advice }: SummaryFinding): SummaryFinding {
  return { id, severity, title: once(title), events: [], waste, advice: once(advice), detail: '' }
}

function once(text: string): string {
  const known = shared.get(text)
  if (known !== undefined) return known
  if (shared.size < 1000) shared.set(text, text)
  return text
}
