import { clockOf, dateOf, momentOf, secondsOf } from '../terminal/times.ts'
import type { ReflectView } from './reflect-view.ts'

/** The time of an event: to the second, or with its day when the session went on for several. */
export function stamp(view: ReflectView, at: Date): string {
  return oneDay(view) ? secondsOf(at) : momentOf(at, at)
}

/** As `stamp`, to the minute. */
export function shortStamp(view: ReflectView, at: Date): string {
  return oneDay(view) ? clockOf(at) : momentOf(at, at)
}

function oneDay({ summary: { session } }: ReflectView): boolean {
  const [start, end] = [dateOf(session.start), dateOf(session.end)]
  return start === undefined || end === undefined || start.toDateString() === end.toDateString()
}
