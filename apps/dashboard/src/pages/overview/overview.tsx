import type { DashboardOverview } from '@ses/schema'
import type { JSX } from 'preact'
import { useLatest } from '../../api/resource.ts'
import { dayKey } from '../../format/time.ts'
import { PageHead } from '../../parts/page-head.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Segments } from '../../parts/segments.tsx'
import { SessionTable } from '../../parts/session-table.tsx'
import { Empty, Loaded } from '../../parts/states.tsx'
import { route, setParams } from '../../route/location.ts'
import { pageHref, query } from '../../route/route.ts'
import { DailyChart } from './daily-chart.tsx'
import { Forecast } from './forecast.tsx'
import { Heatmap } from './heatmap.tsx'
import { ScoreTrend } from './score-trend.tsx'
import { Tiles } from './tiles.tsx'

const periods = [
  ['7', '7 days'],
  ['30', '30 days'],
  ['90', '90 days'],
  ['all', 'All'],
] as const

/** The project in one look. */
export function Overview(): JSX.Element {
  const asked = route.value.params['days'] ?? ''
  const period = periods.find(([days]) => days === asked)?.[0] ?? '30'
  const overview = useLatest<DashboardOverview>(`/api/overview${query({ since: since(period) })}`)
  return (
    <>
      <PageHead title="Overview" about={overview.data?.project}>
        <Segments label="Period" options={periods} value={period} onChange={(days) => setParams({ days })} />
      </PageHead>
      <Loaded of={overview} lines={12}>
        {(data) => (data.totals.sessions === 0 ? <Nothing all={period === 'all'} /> : <Filled data={data} />)}
      </Loaded>
    </>
  )
}

function Filled({ data }: { readonly data: DashboardOverview }): JSX.Element {
  return (
    <>
      <Tiles overview={data} />
      <div class="grid wide-first">
        <DailyChart days={data.days} />
        <Forecast forecast={data.forecast} />
        <ScoreTrend trend={data.trend} />
        <Heatmap hours={data.heatmap} />
      </div>
      <Panel title="Recent sessions" flush aside={<a href={pageHref('sessions')}>All sessions</a>}>
        <SessionTable sessions={data.recent} />
      </Panel>
    </>
  )
}

function Nothing({ all }: { readonly all: boolean }): JSX.Element {
  if (!all) {
    return (
      <Empty title="No session in this period.">
        <a href={pageHref('overview', { days: 'all' })}>Show all time</a>
      </Empty>
    )
  }
  return (
    <Empty title="No session yet.">
      “ses enable” records sessions from now on; “ses import” takes in those that are already on this computer.
    </Empty>
  )
}

function since(days: (typeof periods)[number][0]): string {
  if (days === 'all') return ''
  const first = new Date()
  first.setDate(first.getDate() - Number(days) + 1)
  return dayKey(first)
}
