import type { SummaryFinding } from '@ses/schema'
import { count, duration, money, tokens } from '../../terminal/amounts.ts'
import { fit, wrap } from '../../terminal/display-width.ts'
import { cutList, heading, type Page, restLine } from '../page.ts'
import type { EventQuote, ReflectView } from '../reflect-view.ts'
import type { Section } from '../section.ts'
import { stamp } from '../stamp.ts'

const MAX_GROUPS = 10
const MAX_OF_GROUP = 3
const MAX_QUOTES = 3

/** Behaviours worth a second look: what, where, what it cost, what to do instead. Those of one kind stand together. */
export const findings: Section = (view, page) => {
  const { style } = page
  const all = view.summary.findings
  if (all.length === 0) return [heading('Findings', style.good('none'), page)]
  const waste = wasteLine(sumWaste(all))
  const groups = groupFindings(all)
  const { shown, rest } = cutList(groups, MAX_GROUPS, page)
  return [
    heading('Findings', `${severities(all)}${waste === '' ? '' : style.faint(` · wasted ${waste}`)}`, page),
    ...shown.flatMap((group) => groupLines(group, view, page, groups.length > 1)),
    ...restLine(rest, page),
  ]
}

/** The waste of all findings together. */
export function sumWaste(all: readonly SummaryFinding[]): SummaryFinding['waste'] {
  return all.reduce(
    (sum, { waste }) => ({
      tokens: sum.tokens + waste.tokens,
      cost_usd: sum.cost_usd + waste.cost_usd,
      ms: sum.ms + waste.ms,
    }),
    { tokens: 0, cost_usd: 0, ms: 0 },
  )
}

/** Says how many findings of each severity there are. */
export function severities(all: readonly SummaryFinding[]): string {
  return GRAVITY.map((severity) => [severity, all.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, number]) => number > 0)
    .map(([severity, number]) => (severity === 'info' ? `${number} info` : count(number, severity)))
    .join(', ')
}

const GRAVITY = ['concern', 'warning', 'info'] as const

type Group = readonly [SummaryFinding, ...SummaryFinding[]]

/** Findings of the same detector and severity, the gravest groups first. */
function groupFindings(all: readonly SummaryFinding[]): Group[] {
  const groups = new Map<string, [SummaryFinding, ...SummaryFinding[]]>()
  for (const finding of all) {
    const key = `${finding.severity} ${finding.id}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [finding])
    else group.push(finding)
  }
  return [...groups.values()].sort(([a], [b]) => GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity))
}

function groupLines(group: Group, view: ReflectView, page: Page, several: boolean): string[] {
  const { style, width } = page
  const [first] = group
  const paint = first.severity === 'concern' ? style.bad : first.severity === 'warning' ? style.warn : style.faint
  const waste = several ? wasteLine(sumWaste(group)) : ''
  const times = group.length > 1 ? ` × ${group.length}` : ''
  const { shown, rest } = cutList(group, MAX_OF_GROUP, page)
  const advice = [...new Set(group.map((finding) => finding.advice))]
  return [
    `  ${paint(first.severity)} ${style.strong(first.title)}${times}${waste === '' ? '' : style.faint(` · ${waste}`)}`,
    ...shown.flatMap((finding) => findingLines(finding, view, page, group.length > 1)),
    ...restLine(rest, page, 4),
    ...advice
      .slice(0, 2)
      .flatMap((text) =>
        wrap(text, width - 6).map((line, index) => `    ${index === 0 ? style.name('→') : ' '} ${line}`),
      ),
  ]
}

function findingLines(finding: SummaryFinding, view: ReflectView, page: Page, oneOfMany: boolean): string[] {
  const { style, width } = page
  const quotes = finding.events.flatMap((id) => {
    const quote = view.quote(id, finding.session_id)
    return quote === undefined ? [] : [{ ...quote, id }]
  })
  const [only] = quotes
  // One event whose words stand in the detail already: its time is all there is to add.
  const told = quotes.length === 1 && only !== undefined && repeats(finding.detail, only)
  if (told || (oneOfMany && quotes.length <= 1)) {
    const time = only?.at === undefined ? '' : `${stamp(view, only.at)}  `
    const mark = page.all && only !== undefined ? `  ${only.id}` : ''
    const lines = wrap(finding.detail + mark, width - 4 - time.length)
    return lines.map((line, index) => `    ${index === 0 ? style.faint(time) : ' '.repeat(time.length)}${line}`)
  }
  const { shown, rest } = cutList(quotes, MAX_QUOTES, page)
  return [
    ...wrap(finding.detail, width - 4).map((line) => `    ${line}`),
    ...shown.map(({ id, at, text }) => {
      const time = at === undefined ? '' : `${stamp(view, at)}  `
      const mark = page.all ? `  ${id}` : ''
      return `      ${style.faint(time + fit(text, width - 6 - time.length - mark.length) + mark)}`
    }),
    ...restLine(rest, page, 6),
  ]
}

/** Whether the beginning of what a call did is part of the detail. */
function repeats(detail: string, { text }: EventQuote): boolean {
  const words = text.slice(text.indexOf(' ') + 1, text.indexOf(' ') + 25).trim()
  return words.length >= 6 && detail.replace(/\s+/g, ' ').includes(words)
}

function wasteLine({ tokens: amount, cost_usd: cost, ms }: SummaryFinding['waste']): string {
  const parts = [
    ...(amount > 0 ? [`${tokens(amount)} tokens`] : []),
    ...(cost > 0 ? [money(cost)] : []),
    ...(ms >= 1000 ? [duration(ms)] : []),
  ]
  return parts.join(', ')
}
