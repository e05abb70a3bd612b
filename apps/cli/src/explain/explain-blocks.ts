import type { Block } from '@ses/reports'
import type { ExplainDocument, ExplainedReason, ExplainedTurn } from '@ses/schema'
import { count, duration, money, percent } from '../terminal/amounts.ts'
import { fit } from '../terminal/display-width.ts'
import { clockOf, dateOf } from '../terminal/times.ts'
import { turnItem, workLines } from './turn-item.ts'

/** What the page is written for. */
export interface ExplainPage {
  readonly time: (iso: string | null) => string
  /** Nothing is cut off. */
  readonly all: boolean
}

const MAX_TURNS = 12
const MAX_REASONS = 4
const MAX_FINDINGS = 6

/** A person's page: what was asked, what happened, and why the verdicts are what they are. */
export function explainBlocks(document: ExplainDocument, page: ExplainPage): Block[] {
  const { summary, commit } = document
  const turns = document.turns.filter((turn) => turn.prompt !== null || workLines(turn).length > 0)
  const { session } = summary
  const made = commit === undefined ? [] : turns.filter(({ commits }) => commits.some(({ sha }) => sha === commit.sha))
  return [
    { type: 'title', text: session.intent || session.title || 'A session without a request' },
    { type: 'text', text: headLine(document, page), tone: 'faint' },
    ...(commit === undefined
      ? []
      : ([
          { type: 'heading', text: 'Commit', gist: `${commit.sha.slice(0, 12)} ${commit.subject ?? ''}`.trim() },
          { type: 'text', text: commitLine(made) },
        ] as const)),
    { type: 'heading', text: 'In short' },
    { type: 'text', text: inShort(document) },
    ...happened({ ...document, turns }, made, page),
    ...reasonBlocks(document, page),
    ...findingBlocks(document, page),
  ]
}

function headLine({ summary: { session, usage } }: ExplainDocument, { time }: ExplainPage): string {
  const [start, end] = [dateOf(session.start), dateOf(session.end)]
  const long =
    start !== undefined && end !== undefined && +end - +start >= 60_000 ? ` for ${duration(+end - +start)}` : ''
  const models = (session.models ?? []).slice(0, 3).join(', ')
  const cost = usage === undefined || usage.cost_usd === null ? '' : ` · ${money(usage.cost_usd)}`
  return `${session.agent}${models === '' ? '' : ` with ${models}`} · ${time(session.start)}${long}${cost} · ${session.id}`
}

function commitLine(made: readonly ExplainedTurn[]): string {
  const [turn] = made
  return turn === undefined
    ? 'Made in this session; the turn is not recorded.'
    : `Made when asked: ${turn.prompt ?? '(before the first prompt)'}`
}

function inShort({ summary, turns }: ExplainDocument): string {
  const { session, changes, grade, review_hints: hints } = summary
  const { outcome } = session
  const files = changes.files.length
  const commits = session.commits?.length ?? 0
  const did = [
    files === 0 ? 'changed no file' : `changed ${count(files, 'file')}`,
    ...(commits === 0 ? [] : [`made ${count(commits, 'commit')}`]),
    ...(hints.tests_run
      ? [hints.tests_passed === true ? 'ran the tests, which passed' : 'ran tests']
      : files === 0
        ? []
        : ['ran no test']),
  ]
  const verdicts = [
    ...(outcome === undefined ? [] : [`The outcome is ${outcome.state}`]),
    `the type ${session.type}`,
    `the risk ${session.risk}`,
    ...(grade === undefined || grade.score === null
      ? ['there is too little to grade']
      : [`the grade ${grade.letter} (${grade.score})`]),
  ]
  const asked = turns.filter(({ prompt }) => prompt !== null).length || summary.prompts.length
  return `${count(asked, 'prompt')}; the agent ${listed(did)}. ${listed(verdicts)}.`
}

function happened({ summary, turns }: ExplainDocument, made: readonly ExplainedTurn[], page: ExplainPage): Block[] {
  if (turns.length === 0) {
    if (summary.prompts.length === 0) return []
    const items = summary.prompts.map(({ time, text }) => ({ mark: clock(time), text: fit(text, 160) }))
    return [
      { type: 'heading', text: 'What was asked' },
      { type: 'list', items },
    ]
  }
  const chosen = made.length > 0 && !page.all ? made : turns
  const cut = page.all || chosen.length <= MAX_TURNS + 1
  const shown = cut ? chosen : [...chosen.slice(0, MAX_TURNS / 2), ...chosen.slice(-MAX_TURNS / 2)]
  const rest = turns.length - shown.length
  const numbers = new Map(turns.filter(({ prompt }) => prompt !== null).map((turn, index) => [turn, String(index + 1)]))
  const items = shown.map((turn) => turnItem(turn, numbers.get(turn) ?? '–', summary.session.start))
  const note = made.length > 0 && !page.all ? 'other turns' : 'turns in between'
  return [
    { type: 'heading', text: 'What was asked and what happened', gist: count(turns.length, 'turn') },
    { type: 'list', items },
    ...(rest === 0
      ? []
      : [{ type: 'text' as const, text: `${rest} ${note} left out (--all shows them)`, tone: 'faint' as const }]),
  ]
}

function reasonBlocks({ summary, why }: ExplainDocument, page: ExplainPage): Block[] {
  const { session, grade } = summary
  const { type_confidence: sure, risk_score: score, outcome } = session
  return [
    ...reasons(`Why ${session.type}`, sure === undefined ? '' : `${percent(sure)} sure`, why.type, page),
    ...reasons(
      `Why ${session.risk} risk`,
      score === undefined ? '' : `${score} of 100`,
      why.risk,
      page,
      'nothing risky was seen',
    ),
    ...(outcome === undefined
      ? []
      : reasons(`Why ${outcome.state}`, `${percent(outcome.confidence)} sure`, why.outcome, page)),
    ...(grade === undefined || grade.score === null
      ? []
      : ([
          { type: 'heading', text: `Why ${grade.letter}`, gist: `${grade.score} of 100` },
          {
            type: 'table',
            columns: [
              { title: 'points', align: 'right' },
              { title: 'for', cut: 'end' },
            ],
            rows: [...grade.bonuses, ...grade.penalties]
              .filter(({ points }) => points !== 0)
              .map(({ points, reason }) => [points < 0 ? `−${-points}` : `+${points}`, reason]),
          },
        ] as const)),
  ]
}

function reasons(
  title: string,
  gist: string,
  items: readonly ExplainedReason[],
  { all }: ExplainPage,
  none = 'no rule spoke',
): Block[] {
  const shown = all ? items : items.slice(0, MAX_REASONS)
  if (shown.length === 0)
    return [
      { type: 'heading', text: title, gist },
      { type: 'text', text: none, tone: 'faint' },
    ]
  return [
    { type: 'heading', text: title, gist },
    {
      type: 'list',
      items: shown.map(({ rule, detail, weight, quotes }) => ({
        mark: weight === undefined ? '·' : weight < 0 ? '−' : '+',
        tone: weight !== undefined && weight < 0 ? ('bad' as const) : ('good' as const),
        text: `${detail ?? rule.replaceAll('_', ' ')}`,
        below: quotes
          .filter(({ text }) => text !== detail)
          .slice(0, all ? 3 : 1)
          .map(({ text, time }) => `${clock(time)} ${fit(text, 140)}`.trim()),
      })),
    },
  ]
}

function findingBlocks({ findings }: ExplainDocument, { all }: ExplainPage): Block[] {
  if (findings.length === 0) return []
  const shown = all ? findings : findings.slice(0, MAX_FINDINGS)
  const rest = findings.length - shown.length
  const tones = { concern: 'bad', warning: 'warn', info: 'faint' } as const
  return [
    { type: 'heading', text: 'Findings', gist: String(findings.length) },
    {
      type: 'list',
      items: shown.map(({ severity, title, detail, quotes, advice }) => ({
        mark: severity,
        tone: tones[severity],
        text: `${title}: ${detail}`,
        below: [
          ...quotes.slice(0, all ? 3 : 1).map(({ text, time }) => `${clock(time)} ${fit(text, 140)}`.trim()),
          `→ ${advice}`,
        ],
      })),
    },
    ...(rest === 0
      ? []
      : [{ type: 'text' as const, text: `… ${rest} more (--all shows them)`, tone: 'faint' as const }]),
  ]
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

function clock(iso: string | null): string {
  const at = dateOf(iso)
  return at === undefined ? '' : clockOf(at)
}
