import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import uPlot from 'uplot'
import { theme } from '../theme.ts'
import { themeColour } from './theme-colour.ts'

/** What a chart draws with: resolved colours by the name of their variable. */
export type Colour = (variable: string) => string

/** A canvas as wide as its place, drawn again when the place, the data or the theme changes. */
export function Chart({
  label,
  height,
  data,
  options,
  onPoint,
}: {
  /** Tells in words what the picture shows. */
  readonly label: string
  readonly height: number
  readonly data: uPlot.AlignedData
  readonly options: (colour: Colour) => Omit<uPlot.Options, 'width' | 'height'>
  /** Index under the pointer, null when it left. */
  readonly onPoint: (index: number | null) => void
}): JSX.Element {
  const host = useRef<HTMLDivElement>(null)
  const shown = theme.value
  useEffect(() => {
    const place = host.current
    if (!place) return undefined
    const colour: Colour = (variable) => themeColour(place, variable)
    const given = options(colour)
    const plot = new uPlot(
      {
        ...given,
        width: place.clientWidth,
        height,
        legend: { show: false },
        hooks: { ...given.hooks, setCursor: [(u) => onPoint(u.cursor.idx ?? null)] },
      },
      data,
      place,
    )
    const observer = new ResizeObserver(() => {
      if (place.clientWidth !== plot.width) plot.setSize({ width: place.clientWidth, height })
    })
    observer.observe(place)
    return () => {
      observer.disconnect()
      plot.destroy()
    }
  }, [data, options, height, shown])
  return <div ref={host} class="chart" role="img" aria-label={label} style={{ height: `${height}px` }} />
}
