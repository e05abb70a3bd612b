import type { ReportTrend } from '@ses/schema'
import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import type uPlot from 'uplot'
import { quietAxes } from '../../charts/axes.ts'
import { Chart, type Colour } from '../../charts/chart.tsx'
import { plural } from '../../format/count.ts'
import { date, parseTime } from '../../format/time.ts'
import { Panel } from '../../parts/panel.tsx'
import { Tag, type Tone } from '../../parts/tag.tsx'
import { runningMedian } from './running-median.ts'

const tones: Readonly<Record<ReportTrend['verdict'], Tone>> = {
  improving: 'good',
  stable: 'plain',
  declining: 'bad',
  unknown: 'plain',
}

/** Score of each session as a dot and their running median as a line. */
export function ScoreTrend({ trend }: { readonly trend: ReportTrend }): JSX.Element {
  const [at, setAt] = useState<number | null>(null)
  const points = trend.points
  const data = useMemo<uPlot.AlignedData>(() => {
    const scores = points.map(({ score }) => score)
    return [
      points.map(({ start }) => Date.parse(start) / 1000),
      scores,
      runningMedian(scores, Math.max(9, Math.round(scores.length / 8))),
    ]
  }, [points])
  const pointed = at === null ? undefined : points[at]
  const time = parseTime(pointed?.start)
  return (
    <Panel
      title="Score of sessions"
      aside={
        <>
          <span class="readout">
            {pointed && time
              ? `${date(time, new Date())} · ${pointed.score} ${pointed.letter} · ${pointed.intent}`
              : ''}
          </span>
          <Tag tone={tones[trend.verdict]}>{trend.verdict === 'unknown' ? 'too few to tell' : trend.verdict}</Tag>
        </>
      }
    >
      <Chart label={told(trend)} height={184} data={data} options={trendOptions} onPoint={setAt} />
    </Panel>
  )
}

function trendOptions(colour: Colour): Omit<uPlot.Options, 'width' | 'height'> {
  const dot = colour('--ink-4')
  return {
    padding: [8, 24, 0, 0],
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: { y: { range: [0, 102] } },
    axes: quietAxes(colour, String),
    series: [
      {},
      { paths: () => null, points: { show: true, size: 4, fill: dot, width: 0, stroke: dot } },
      {
        stroke: colour('--accent'),
        width: 2,
        points: { show: false },
      },
    ],
  }
}

function told({ n, verdict, slope }: ReportTrend): string {
  const pace = slope === null ? '' : `, ${slope.toFixed(2)} points per session`
  return `Scores of ${plural(n, 'session')}: ${verdict}${pace}`
}
