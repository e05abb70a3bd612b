const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Fri 27 Feb 2026 10:00–10:45`, `Fri 27 Feb 2026 23:00 – 28 Feb 01:10`, in the machine's time zone as all here. */
export function spanOf(start: Date, end: Date): string {
  const from = `${DAYS[start.getDay()]} ${dayOf(start)} ${start.getFullYear()} ${clockOf(start)}`
  if (dayOf(start) === dayOf(end) && start.getFullYear() === end.getFullYear()) {
    return clockOf(start) === clockOf(end) ? from : `${from}–${clockOf(end)}`
  }
  const year = start.getFullYear() === end.getFullYear() ? '' : ` ${end.getFullYear()}`
  return `${from} – ${dayOf(end)}${year} ${clockOf(end)}`
}

function dayOf(at: Date): string {
  return `${at.getDate()} ${MONTHS[at.getMonth()]}`
}

/** `10:04`. */
export function clockOf(at: Date): string {
  return `${two(at.getHours())}:${two(at.getMinutes())}`
}

/** `10:04:09`. */
export function secondsOf(at: Date): string {
  return `${clockOf(at)}:${two(at.getSeconds())}`
}

/** `27 Feb 10:04`, or `27 Feb 2025` when it was in another year than `now`. */
export function momentOf(at: Date, now: Date): string {
  const day = `${String(at.getDate()).padStart(2)} ${MONTHS[at.getMonth()]}`
  return at.getFullYear() === now.getFullYear() ? `${day} ${clockOf(at)}` : `${day} ${at.getFullYear()}`
}

/** A time that can be shown; undefined for null and for what is no time. */
export function dateOf(iso: string | null | undefined): Date | undefined {
  if (!iso) return undefined
  const date = new Date(iso)
  return Number.isNaN(date.getTime()) ? undefined : date
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
