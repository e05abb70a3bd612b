import type { DashboardForecast } from '@ses/schema'
import type { JSX } from 'preact'
import { share } from '../../format/count.ts'
import { money } from '../../format/money.ts'
import { monthName } from '../../format/time.ts'
import { Meter } from '../../parts/meter.tsx'
import { Panel } from '../../parts/panel.tsx'
import { pageHref } from '../../route/route.ts'

/** What the month has cost, where it will end, and what it may cost. */
export function Forecast({ forecast }: { readonly forecast: DashboardForecast }): JSX.Element {
  const { spent_usd: spent, expected_usd: expected, budget_usd: budget } = forecast
  const scale = Math.max(budget ?? 0, expected, spent, 0.01)
  const tone = budget === null ? 'accent' : spent > budget ? 'bad' : expected > budget ? 'warn' : 'good'
  return (
    <Panel title={monthName(forecast.month)} aside={<a href={pageHref('budgets')}>Budgets</a>}>
      <p class="big">{money(spent)}</p>
      <p class="about">spent so far</p>
      <Meter
        value={spent / scale}
        mark={budget === null ? undefined : budget / scale}
        tone={tone}
        label={`${money(spent)} spent${budget === null ? '' : ` of ${money(budget)}`}`}
      />
      <dl class="facts">
        <div>
          <dt>Expected at the end of the month</dt>
          <dd>{money(expected)}</dd>
        </div>
        <div>
          <dt>Monthly budget</dt>
          <dd>{budget === null ? <a href={pageHref('budgets')}>Set one</a> : money(budget)}</dd>
        </div>
        {budget === null ? null : (
          <div>
            <dt>{expected > budget ? 'Expected over budget' : 'Expected use of it'}</dt>
            <dd data-tone={tone}>{expected > budget ? money(expected - budget) : share(expected / budget)}</dd>
          </div>
        )}
      </dl>
    </Panel>
  )
}
