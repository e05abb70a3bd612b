import type { SummaryFinding } from '@ses/schema'
import { count, duration, money, tokens } from '../../terminal/amounts.ts'
import { fit, wrap } from '../../terminal/display-width.ts'
import { secondsOf } from '../../terminal/times.ts'
import { cutList, heading, type Page, restLine } from '../page.ts'
import type { ReflectView } from '../reflect-view.ts'
import type { Section } from '../section.ts'

const MAX_FINDINGS = 10
const MAX_QUOTES = 3

/** Behaviours worth a second look: what, where, what it cost, what to do instead. */
export const findings: Section = (view, page) => {
  const { style } = page
  const all = view.summary.findings
  if (all.length === 0) return [heading('Findings', style.good('none'), page)]
  const waste = wasteLine(sumWaste(all))
  const { shown, rest } = cutList(all, MAX_FINDINGS, page)
  return [
    heading('Findings', `${all.length}${waste === '' ? '' : style.faint(` · wasted ${waste}`)}`, page),
    ...shown.flatMap((finding) => findingLines(finding, view, page, all.length > 1)),
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

function findingLines(finding: SummaryFinding, view: ReflectView, page: Page, several: boolean): string[] {
  const { style, width } = page
  const paint = finding.severity === 'concern' ? style.bad : finding.severity === 'warning' ? style.warn : style.faint
  const waste = several ? wasteLine(finding.waste) : ''
  const quotes = finding.events.flatMap((id) => {
    const quote = view.quote(id, finding.session_id)
    return quote === undefined ? [] : [{ id, ...quote }]
  })
  const { shown, rest } = cutList(quotes, MAX_QUOTES, page)
  return [
    `  ${paint(finding.severity)} ${style.strong(finding.title)}${waste === '' ? '' : style.faint(` · ${waste}`)}`,
    ...wrap(finding.detail, width - 4).map((line) => `    ${line}`),
    ...shown.map(({ id, at, text }) => {
      const time = at === undefined ? '' : `${secondsOf(at)}  `
      const mark = page.all ? `  ${id}` : ''
      return `      ${style.faint(fit(`${time}${text}`, width - 6 - mark.length) + mark)}`
    }),
    ...restLine(rest, page, 6),
    ...wrap(finding.advice, width - 6).map((line, index) => `    ${index === 0 ? style.name('→') : ' '} ${line}`),
  ]
}

function wasteLine({ tokens: amount, cost_usd: cost, ms }: SummaryFinding['waste']): string {
  const parts = [
    ...(amount > 0 ? [`${tokens(amount)} tokens`] : []),
    ...(cost > 0 ? [money(cost)] : []),
    ...(ms >= 1000 ? [duration(ms)] : []),
  ]
  return parts.join(', ')
}

/** Says how many findings of each severity there are. */
export function severities(all: readonly SummaryFinding[]): string {
  return (['concern', 'warning', 'info'] as const)
    .map((severity) => [severity, all.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, number]) => number > 0)
    .map(([severity, number]) => (severity === 'info' ? `${number} info` : count(number, severity)))
    .join(', ')
}
