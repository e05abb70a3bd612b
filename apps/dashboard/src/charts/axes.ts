import type uPlot from 'uplot'
import type { Colour } from './chart.tsx'

const font = '11px system-ui, sans-serif'

/** Axes of all charts: quiet, without ticks, a hairline for each value. */
export function quietAxes(colour: Colour, values: (value: number) => string): uPlot.Axis[] {
  const stroke = colour('--ink-3')
  return [
    { stroke, font, grid: { show: false }, ticks: { show: false }, size: 24, gap: 4, space: 64, values: dayTicks },
    {
      stroke,
      font,
      ticks: { show: false },
      grid: { stroke: colour('--line'), width: 1 },
      size: 48,
      gap: 8,
      space: 36,
      values: (_, splits) => splits.map(values),
    },
  ]
}

const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const month = new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric' })
/** Longer spans name months with their year instead of days, in seconds. */
const longSpan = 270 * 86_400

function dayTicks(_: uPlot, splits: number[]): string[] {
  const format = (splits.at(-1) ?? 0) - (splits[0] ?? 0) > longSpan ? month : day
  const texts = splits.map((seconds) => format.format(seconds * 1000))
  return texts.map((text, i) => (text === texts[i - 1] ? '' : text))
}
