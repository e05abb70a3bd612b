const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const clockSeconds = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
const monthOfYear = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric' })

/** Null for what is not a time. */
export function parseTime(iso: string | null | undefined): Date | null {
  if (!iso) return null
  const time = new Date(iso)
  return Number.isNaN(time.getTime()) ? null : time
}

/** Day and clock in the zone of the reader; the year only when it is not that of `now`. */
export function dateTime(time: Date, now: Date): string {
  return `${date(time, now)}, ${clock.format(time)}`
}

/** Day without clock, as above. */
export function date(time: Date, now: Date): string {
  return time.getFullYear() === now.getFullYear() ? day.format(time) : dayOfYear.format(time)
}

/** Clock with seconds. */
export function clockTime(time: Date): string {
  return clockSeconds.format(time)
}

/** `2026-11` as a month's name; other text is returned as it is. */
export function monthName(month: string): string {
  const time = /^\d{4}-\d{2}$/.test(month) ? parseTime(`${month}-15T12:00:00`) : null
  return time ? monthOfYear.format(time) : month
}

/** `YYYY-MM-DD` of a moment in the zone of the reader. */
export function dayKey(time: Date): string {
  return [time.getFullYear(), time.getMonth() + 1, time.getDate()].map((n) => String(n).padStart(2, '0')).join('-')
}
