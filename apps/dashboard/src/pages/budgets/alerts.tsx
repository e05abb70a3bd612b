import type { DashboardAlert } from '@ses/schema'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { type Failure, failureOf } from '../../api/failure.ts'
import { send } from '../../api/request.ts'
import { refresh } from '../../api/resource.ts'
import { plural } from '../../format/count.ts'
import { money } from '../../format/money.ts'
import { Panel } from '../../parts/panel.tsx'
import { Empty, Failed } from '../../parts/states.tsx'
import { Tag, toneOf } from '../../parts/tag.tsx'
import { When } from '../../parts/when.tsx'
import { scopeNames } from './scope-names.ts'

/** What went over or near a limit, the latest first. */
export function Alerts({ alerts }: { readonly alerts: readonly DashboardAlert[] }): JSX.Element {
  const [failure, setFailure] = useState<Failure | undefined>(undefined)
  const unread = alerts.filter(({ acknowledged }) => !acknowledged).length
  const acknowledge = async (id: string): Promise<void> => {
    try {
      await send<unknown>('POST', `/api/alerts/${encodeURIComponent(id)}/ack`, {})
      setFailure(undefined)
      refresh((path) => path === '/api/budgets')
    } catch (error) {
      setFailure(failureOf(error))
    }
  }
  return (
    <Panel title="Alerts" aside={unread > 0 ? <span class="about">{plural(unread, 'new one')}</span> : null} flush>
      {failure ? <Failed failure={failure} /> : null}
      {alerts.length === 0 ? (
        <Empty title="No alert.">Limits on the right are watched; going over one is told here.</Empty>
      ) : null}
      <ul class="list">
        {alerts.map((alert) => (
          <li key={alert.id} data-read={alert.acknowledged || undefined}>
            <div class="list-main">
              <p class="note-title">{scopeNames[alert.scope]}</p>
              <p class="meta">
                <Tag tone={toneOf(alert.state)}>{alert.state === 'warn' ? 'close to the limit' : 'over the limit'}</Tag>
                <span class="num">
                  {money(alert.spent_usd)} of {money(alert.limit_usd)}
                </span>
                <When at={alert.at} />
              </p>
            </div>
            {alert.acknowledged ? (
              <span class="about">acknowledged</span>
            ) : (
              <button type="button" class="button" onClick={() => acknowledge(alert.id)}>
                Acknowledge
              </button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
