import type { DashboardBudgets } from '@ses/schema'
import type { JSX } from 'preact'
import { useResource } from '../../api/resource.ts'
import { PageHead } from '../../parts/page-head.tsx'
import { Loaded } from '../../parts/states.tsx'
import { Alerts } from './alerts.tsx'
import { LimitsForm } from './limits-form.tsx'
import { Spent } from './spent.tsx'

/** What may be spent, what was, and what went over. */
export function Budgets(): JSX.Element {
  const budgets = useResource<DashboardBudgets>('/api/budgets')
  return (
    <>
      <PageHead title="Budgets & alerts" about="Checked by the server, whether this page is open or not" />
      <Loaded of={budgets}>
        {(data) => (
          <>
            <Spent spent={data.spent} />
            <div class="grid wide-first">
              <Alerts alerts={data.alerts} />
              <LimitsForm limits={data.limits} />
            </div>
          </>
        )}
      </Loaded>
    </>
  )
}
