import type { DashboardSession } from '@ses/schema'
import type { JSX } from 'preact'
import { count } from '../../format/count.ts'
import { money } from '../../format/money.ts'
import { Panel } from '../../parts/panel.tsx'
import { Empty } from '../../parts/states.tsx'
import { TableFrame } from '../../parts/table-frame.tsx'
import { sessionHref } from '../../route/route.ts'

/** Sub-agents in the order they started. */
export function ChildrenTab({ session: { summary } }: { readonly session: DashboardSession }): JSX.Element {
  const children = summary.children ?? []
  if (children.length === 0) return <Empty title="No sub-agent was started." />
  return (
    <Panel title="Sub-agents" flush>
      <TableFrame label="Sub-agents">
        <thead>
          <tr>
            <th>Sub-agent</th>
            <th>Kind</th>
            <th class="num">Tool calls</th>
            <th class="num">Cost</th>
          </tr>
        </thead>
        <tbody>
          {children.map((child) => (
            <tr key={child.id}>
              <td>
                <a class="mono" data-item href={sessionHref(summary.session.id, 'timeline', { session: child.id })}>
                  {child.id}
                </a>
              </td>
              <td>{child.agent_type ?? '–'}</td>
              <td class="num">{count(child.tool_calls)}</td>
              <td class="num">{money(child.cost_usd)}</td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
    </Panel>
  )
}
