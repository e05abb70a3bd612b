import type { DashboardPatterns } from '@ses/schema'
import type { JSX } from 'preact'
import { useResource } from '../../api/resource.ts'
import { plural } from '../../format/count.ts'
import { PageHead } from '../../parts/page-head.tsx'
import { Segments } from '../../parts/segments.tsx'
import { Empty, Loaded } from '../../parts/states.tsx'
import { route, setParams } from '../../route/location.ts'
import { Pattern, type PatternData } from './pattern.tsx'

type Order = 'sessions' | 'waste' | 'recent'

const orders = [
  ['sessions', 'Most frequent'],
  ['waste', 'Most waste'],
  ['recent', 'Latest'],
] as const

const measures: Readonly<Record<Order, (pattern: PatternData) => number>> = {
  sessions: ({ sessions }) => sessions,
  waste: ({ waste }) => waste.cost_usd,
  recent: ({ last_seen }) => (last_seen === null ? 0 : Date.parse(last_seen)),
}

/** What the detectors saw again and again. */
export function Patterns(): JSX.Element {
  const asked = route.value.params['order'] ?? ''
  const order = orders.find(([key]) => key === asked)?.[0] ?? 'sessions'
  const patterns = useResource<DashboardPatterns>('/api/patterns')
  const measure = measures[order]
  return (
    <>
      <PageHead
        title="Patterns"
        about={patterns.data ? `Habits found in ${plural(patterns.data.sessions, 'session')}` : ' '}
      >
        <Segments<Order> label="Order" options={orders} value={order} onChange={(next) => setParams({ order: next })} />
      </PageHead>
      <Loaded of={patterns} lines={10}>
        {(data) =>
          data.patterns.length === 0 ? (
            <Empty title="No pattern yet.">Findings of the detectors show up here once sessions have some.</Empty>
          ) : (
            <section class="panel flush patterns" aria-label="Patterns">
              {[...data.patterns]
                .sort((a, b) => measure(b) - measure(a))
                .map((pattern) => (
                  <Pattern key={pattern.id} pattern={pattern} />
                ))}
            </section>
          )
        }
      </Loaded>
    </>
  )
}
