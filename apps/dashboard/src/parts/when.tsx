import type { JSX } from 'preact'
import { clockTime, date, dateTime, parseTime } from '../format/time.ts'

/** A moment in the zone of the reader, with the exact one as its title. */
export function When({
  at,
  as = 'full',
}: {
  readonly at: string | null | undefined
  readonly as?: 'full' | 'day' | 'clock'
}): JSX.Element {
  const time = parseTime(at)
  if (!time) return <span class="faint">–</span>
  const text = as === 'clock' ? clockTime(time) : as === 'day' ? date(time, new Date()) : dateTime(time, new Date())
  return (
    <time dateTime={time.toISOString()} title={time.toISOString()}>
      {text}
    </time>
  )
}
