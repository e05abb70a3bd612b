import type { DashboardDay } from '@ses/schema'
import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import uPlot from 'uplot'
import { quietAxes } from '../../charts/axes.ts'
import { Chart, type Colour } from '../../charts/chart.tsx'
import { plural, short } from '../../format/count.ts'
import { money, moneyTick } from '../../format/money.ts'
import { date } from '../../format/time.ts'
import { Panel } from '../../parts/panel.tsx'
import { Segments } from '../../parts/segments.tsx'
import { groupDays, type Span, type Unit, unitFor } from './group-days.ts'

type Measure = 'cost' | 'tokens'

const measures = [
  ['cost', 'Cost'],
  ['tokens', 'Tokens'],
] as const

const unitNames: Readonly<Record<Unit, string>> = { day: 'per day', week: 'per week', month: 'per month' }
const unitSeconds: Readonly<Record<Unit, number>> = { day: 86_400, week: 7 * 86_400, month: 30 * 86_400 }

/** Cost or tokens as bars of a day each, or of a week or month each when there are many days. */
export function DailyChart({ days }: { readonly days: readonly DashboardDay[] }): JSX.Element {
  const [measure, setMeasure] = useState<Measure>('cost')
  const [at, setAt] = useState<number | null>(null)
  const unit = unitFor(days.length)
  const spans = useMemo(() => groupDays(days, unit), [days, unit])
  const data = useMemo<uPlot.AlignedData>(
    () => [spans.map(({ from }) => midnight(from).getTime() / 1000), spans.map((span) => span[measure])],
    [spans, measure],
  )
  const options = useMemo(() => optionsFor(measure, unit, spans.length), [measure, unit, spans.length])
  const pointed = at === null ? undefined : spans[at]
  return (
    <Panel
      title={`${measure === 'cost' ? 'Cost' : 'Tokens'} ${unitNames[unit]}`}
      aside={
        <>
          <span class="readout">{pointed ? readout(pointed) : ''}</span>
          <Segments label="Measure" options={measures} value={measure} onChange={setMeasure} />
        </>
      }
    >
      <Chart label={told(spans, unit)} height={208} data={data} options={options} onPoint={setAt} />
    </Panel>
  )
}

function optionsFor(
  measure: Measure,
  unit: Unit,
  bars: number,
): (colour: Colour) => Omit<uPlot.Options, 'width' | 'height'> {
  const half = unitSeconds[unit] / 2
  return (colour) => ({
    padding: [8, 24, 0, 0],
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: {
      // Half a bar at both ends, so that the first and the last bar are whole.
      x: { range: (_, min, max) => [min - half, max + half] },
      y: { range: (_, _min, max) => [0, max > 0 ? max * 1.08 : 1] },
    },
    axes: quietAxes(colour, measure === 'cost' ? moneyTick : short),
    series: [
      {},
      {
        fill: colour('--accent'),
        width: 0,
        points: { show: false },
        ...(uPlot.paths.bars
          ? { paths: uPlot.paths.bars({ size: [bars > 60 ? 0.8 : 0.64, 28, 2], radius: [0.2, 0] }) }
          : {}),
      },
    ],
  })
}

function readout(span: Span): string {
  const values = `${money(span.cost)} · ${short(span.tokens)} tokens · ${plural(span.sessions, 'session')}`
  return `${date(midnight(span.from), new Date())} · ${values}`
}

function told(spans: readonly Span[], unit: Unit): string {
  const dearest = spans.reduce<Span | undefined>(
    (most, span) => (most && most.cost >= span.cost ? most : span),
    undefined,
  )
  const total = spans.reduce((sum, { cost }) => sum + cost, 0)
  const peak = dearest ? `, the most in the one of ${dearest.from} with ${money(dearest.cost)}` : ''
  return `${money(total)} in ${plural(spans.length, unit)}${peak}`
}

/** Where the axis has its ticks, so that a bar stands over the name of its first day. */
function midnight(day: string): Date {
  return new Date(`${day}T00:00:00`)
}
