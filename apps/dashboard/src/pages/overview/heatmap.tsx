import type { JSX } from 'preact'
import { plural } from '../../format/count.ts'
import { Panel } from '../../parts/panel.tsx'

const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short', timeZone: 'UTC' })
/** Names of the days from Monday on; 1 January 2024 was one. */
const days = Array.from({ length: 7 }, (_, i) => weekday.format(Date.UTC(2024, 0, 1 + i)))
const hours = Array.from({ length: 24 }, (_, i) => i)
const levels = 4

/** When sessions start, by weekday and hour. */
export function Heatmap({ hours: counts }: { readonly hours: readonly (readonly number[])[] }): JSX.Element {
  const most = Math.max(1, ...counts.flat())
  return (
    <Panel title="When you work" aside={<span class="about">sessions started by hour</span>}>
      <div class="heatmap" role="img" aria-label={told(counts)}>
        {days.map((day, row) => (
          <div key={day} class="heat-row">
            <span class="heat-day">{day}</span>
            {hours.map((hour) => {
              const n = counts[row]?.[hour] ?? 0
              const level = n === 0 ? 0 : Math.max(1, Math.ceil((n / most) * levels))
              return (
                <span
                  key={hour}
                  class="heat"
                  data-level={level}
                  title={`${day} ${hour}:00 · ${plural(n, 'session')}`}
                />
              )
            })}
          </div>
        ))}
        <div class="heat-row heat-scale">
          <span class="heat-day" />
          {hours.map((hour) => (
            <span key={hour}>{hour % 6 === 0 ? hour : ''}</span>
          ))}
        </div>
      </div>
    </Panel>
  )
}

function told(counts: readonly (readonly number[])[]): string {
  const most = { n: 0, text: 'none' }
  counts.forEach((row, day) => {
    row.forEach((n, hour) => {
      if (n > most.n) Object.assign(most, { n, text: `${days[day]} at ${hour}` })
    })
  })
  return `Sessions by weekday and hour; most on ${most.text}`
}
