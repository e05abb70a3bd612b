import type { TodayDocument, TodayProject } from '@ses/schema'
import type { Context } from '../context.ts'
import { count, money } from '../terminal/amounts.ts'
import { fitPath } from '../terminal/display-width.ts'
import { table } from '../terminal/table.ts'
import { clockOf, dateOf } from '../terminal/times.ts'

const MOST = 12

/** The page of `ses today`. */
export function todayLines(document: TodayDocument, context: Context): string[] {
  const { style, width } = context
  const { day, projects, totals, elsewhere, unpriced, vanished } = document
  const sum = `${count(totals.sessions, 'session')} · ${count(totals.responses, 'response')} · ${money(totals.cost_usd)}`
  const lines = [`${style.strong(day)}  ${sum}`]
  if (projects.length === 0) lines.push(style.faint('Nothing was done today in a project that ses was used in.'))
  for (const project of projects) lines.push('', ...projectLines(project, context))
  if (elsewhere.responses > 0) {
    const text = `${count(elsewhere.responses, 'response')} · ${money(elsewhere.cost_usd)}`
    lines.push('', `${style.heading('Elsewhere')}  ${text}`)
  }
  const missing = unpriced.map(({ model, responses }) => `${model} (${responses})`).join(', ')
  if (missing !== '') lines.push('', style.warn(`Without a price: ${missing}`))
  if (vanished.length > 0) lines.push('')
  for (const path of vanished) lines.push(style.faint(`Gone: ${fitPath(path, width - 6)}`))
  return lines
}

function projectLines(
  { project, sessions, responses, cost_usd, open_session }: TodayProject,
  context: Context,
): string[] {
  const { style, width } = context
  const amount = responses === 0 ? '' : `  ${money(cost_usd)} ${style.faint(count(responses, 'response'))}`
  const lines = [`${style.heading(fitPath(project, width - 28))}${amount}`]
  if (open_session !== null) {
    const { id, task, cost_usd: cost } = open_session
    lines.push(
      ...table(
        [{ paint: style.good }, { paint: style.name }, { cut: 'end' }, { align: 'right' }],
        [['open', id, task, money(cost)]],
        { width, indent: 2 },
      ),
    )
  }
  const done = sessions.filter(({ id }) => id !== open_session?.id)
  const rows = done.slice(0, MOST).map(({ start, agent, intent, grade, cost, active }) => {
    const at = dateOf(start)
    return [
      at === undefined ? '' : clockOf(at),
      agent,
      intent || '(no request)',
      active ? 'active' : grade,
      money(cost),
    ]
  })
  const columns = [
    { paint: style.faint },
    { paint: style.name },
    { cut: 'end' as const },
    {},
    { align: 'right' as const },
  ]
  lines.push(...table(columns, rows, { width, indent: 2 }))
  return done.length > MOST ? [...lines, style.faint(`  … ${done.length - MOST} more`)] : lines
}
