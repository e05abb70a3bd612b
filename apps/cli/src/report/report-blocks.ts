import type { Block } from '@ses/reports'
import type { ReportDocument, ReportGroup, ReportPattern } from '@ses/schema'
import { count, duration, money, percent, tokens } from '../terminal/amounts.ts'
import { trendBlocks } from './trend-blocks.ts'

/** What a page of a report is written for. */
export interface ReportPage {
  readonly time: (iso: string | null) => string
  /** Short form of a session id. */
  readonly shortId: (id: string) => string
  /** Nothing is cut off. */
  readonly all: boolean
}

const MAX_PATTERNS = 12
const MAX_SESSIONS = 10
const MAX_ADVICE = 3
const MAX_GROUPS = 8

/** The page of a report. */
export function reportBlocks(report: ReportDocument, page: ReportPage): Block[] {
  const { sessions, from, to, cost } = report
  const span =
    from === null ? 'no time recorded' : from === to ? page.time(from) : `${page.time(from)} – ${page.time(to)}`
  return [
    { type: 'title', text: `${count(sessions, 'session')}, ${span}` },
    { type: 'text', text: costLine(cost), tone: 'faint' },
    ...trendBlocks(report),
    ...patternBlocks(report, page),
    ...groupBlocks('By agent', report.by_agent, page),
    ...groupBlocks('By model', report.by_model, page),
    ...latestBlocks(report, page),
  ]
}

function costLine({ usd, median_usd, unpriced, priced_sessions }: ReportDocument['cost']): string {
  if (usd === null) return 'No cost is known.'
  const bound = unpriced.length === 0 ? '' : `, and ${count(unpriced.length, 'model')} without a price`
  return `Cost ${money(usd)} in ${count(priced_sessions, 'priced session')}, median ${money(median_usd)}${bound}.`
}

function patternBlocks({ patterns, sessions, waste }: ReportDocument, { all, shortId }: ReportPage): Block[] {
  if (patterns.length === 0) return [{ type: 'heading', text: 'Patterns', gist: 'none found' }]
  const shown = all || patterns.length <= MAX_PATTERNS + 1 ? patterns : patterns.slice(0, MAX_PATTERNS)
  const rest = patterns.length - shown.length
  const recurring = patterns.filter((pattern) => pattern.sessions > 1)
  return [
    { type: 'heading', text: 'Patterns', gist: `${recurring.length} recurring · wasted up to ${wasteLine(waste)}` },
    {
      type: 'table',
      columns: [
        { title: 'pattern', cut: 'end' },
        { title: 'sessions', align: 'right' },
        { title: 'share', align: 'right' },
        { title: 'findings', align: 'right' },
        { title: 'tokens', align: 'right' },
        { title: 'USD', align: 'right' },
        { title: 'severity', tone: 'faint' },
      ],
      rows: shown.map((pattern) => [
        pattern.id,
        String(pattern.sessions),
        percent(pattern.sessions / sessions),
        String(pattern.findings),
        pattern.waste.tokens === 0 ? '' : tokens(pattern.waste.tokens),
        pattern.waste.cost_usd === 0 ? '' : money(pattern.waste.cost_usd),
        pattern.severity,
      ]),
    },
    ...restBlock(rest),
    ...adviceBlocks(recurring, shortId),
  ]
}

/** What to do about the patterns that come back most, with a session to look at. */
function adviceBlocks(recurring: readonly ReportPattern[], shortId: (id: string) => string): Block[] {
  const worth = recurring.filter(({ severity }) => severity !== 'info')
  const first = (worth.length > 0 ? worth : recurring).slice(0, MAX_ADVICE)
  if (first.length === 0) return []
  return [
    { type: 'heading', text: 'What would help most' },
    {
      type: 'list',
      items: first.map(({ title, advice, examples }) => ({
        mark: '→',
        text: `${title}: ${advice}`,
        ...(examples[0] === undefined ? {} : { below: [`most of it in ${shortId(examples[0])}`] }),
      })),
    },
  ]
}

function groupBlocks(title: string, groups: readonly ReportGroup[], { all }: ReportPage): Block[] {
  if (groups.length === 0) return []
  const agents = groups[0]?.findings_per_session !== null
  const shown = all || groups.length <= MAX_GROUPS + 1 ? groups : groups.slice(0, MAX_GROUPS)
  const rest = groups.length - shown.length
  return [
    { type: 'heading', text: title },
    {
      type: 'table',
      columns: [
        { title: agents ? 'agent' : 'model', cut: 'end' },
        { title: 'sessions', align: 'right' },
        { title: 'median', align: 'right' },
        { title: 'graded', align: 'right' },
        { title: 'output', align: 'right' },
        { title: 'cost', align: 'right' },
        ...(agents ? [{ title: 'findings', align: 'right' as const }] : []),
      ],
      rows: shown.map((group) => [
        group.key,
        String(group.sessions),
        group.median_score === null ? '–' : String(group.median_score),
        String(group.graded),
        tokens(group.output_tokens),
        money(group.cost_usd),
        ...(group.findings_per_session === null ? [] : [group.findings_per_session.toFixed(1)]),
      ]),
    },
    ...restBlock(rest),
  ]
}

function restBlock(rest: number): Block[] {
  return rest === 0 ? [] : [{ type: 'text', text: `… ${rest} more (--all shows them)`, tone: 'faint' }]
}

function latestBlocks({ trend: { points } }: ReportDocument, { time, shortId, all }: ReportPage): Block[] {
  if (points.length === 0) return []
  const shown = (all ? points : points.slice(-MAX_SESSIONS)).toReversed()
  return [
    {
      type: 'heading',
      text: 'Graded sessions',
      gist: shown.length < points.length ? `the latest ${shown.length} of ${points.length}` : '',
    },
    {
      type: 'table',
      columns: [
        { title: 'started', tone: 'faint' },
        { title: 'id' },
        { title: 'grade' },
        { title: 'cost', align: 'right' },
        { title: 'intent', cut: 'end' },
      ],
      rows: shown.map((point) => [
        time(point.start),
        shortId(point.id),
        `${point.letter} ${point.score}`,
        money(point.cost_usd),
        point.intent.replace(/\s+/g, ' ') || '(no request)',
      ]),
    },
  ]
}

/** `12.3k tokens, $0.40, 3 min`. */
function wasteLine({ tokens: amount, cost_usd: cost, ms }: ReportDocument['waste']): string {
  const parts = [
    ...(amount > 0 ? [`${tokens(amount)} tokens`] : []),
    ...(cost > 0 ? [money(cost)] : []),
    ...(ms >= 1000 ? [duration(ms)] : []),
  ]
  return parts.join(', ') || 'nothing'
}
