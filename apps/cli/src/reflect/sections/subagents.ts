import { money } from '../../terminal/amounts.ts'
import { table } from '../../terminal/table.ts'
import { cutList, heading, restLine } from '../page.ts'
import type { Section } from '../section.ts'

/** Sub-agents with their share. */
export const subagents: Section = (view, page) => {
  const { style, width } = page
  const { children } = view.summary
  if (children.length === 0) return []
  const { shown, rest } = cutList(children, 8, page)
  const rows = shown.map((child) => [
    child.agent_type ?? 'sub-agent',
    String(child.tool_calls),
    money(child.cost_usd),
    child.id,
  ])
  const columns = [
    { title: 'type', cut: 'end' as const },
    { title: 'calls', align: 'right' as const },
    { title: 'cost', align: 'right' as const },
    { title: 'id', cut: 'end' as const, paint: style.faint },
  ]
  return [
    heading('Sub-agents', `${children.length} ${style.faint('· included above')}`, page),
    ...table(columns, rows, { width, indent: 2, paintTitle: style.faint }),
    ...restLine(rest, page),
  ]
}
