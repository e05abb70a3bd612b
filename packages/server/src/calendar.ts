/** Days, weeks and hours of one time zone. */
export interface Calendar {
  /** `2026-11-20`. */
  readonly dayOf: (at: number) => string
  /** ISO 8601: `2026-W47`. */
  readonly weekOf: (at: number) => string
  /** Weekday from 0, Monday, and hour. */
  readonly placeOf: (at: number) => readonly [weekday: number, hour: number]
  /** Epoch milliseconds at which a `YYYY-MM-DD` begins. */
  readonly startOf: (day: string) => number
}

/** Milliseconds of a day without a change of the clock. */
export const DAY_MS = 86_400_000

/** The calendar where local time is an instant plus `offsetAt` milliseconds; default: the machine's. */
export function createCalendar(offsetAt: (at: number) => number = ofMachine): Calendar {
  const local = (at: number): Date => new Date(at + offsetAt(at))
  return {
    dayOf: (at) => local(at).toISOString().slice(0, 10),
    weekOf: (at) => isoWeek(local(at)),
    placeOf: (at) => {
      const date = local(at)
      return [(date.getUTCDay() + 6) % 7, date.getUTCHours()]
    },
    startOf: (day) => {
      const midnight = Date.parse(`${day}T00:00:00Z`)
      return midnight - offsetAt(midnight - offsetAt(midnight))
    },
  }
}

/** The day before or after a `YYYY-MM-DD`. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

function ofMachine(at: number): number {
  return -new Date(at).getTimezoneOffset() * 60_000
}

/** Of a date whose UTC fields are the local ones. */
function isoWeek(date: Date): string {
  const thursday = new Date(+date - ((date.getUTCDay() + 6) % 7) * DAY_MS + 3 * DAY_MS)
  const year = thursday.getUTCFullYear()
  const first = Date.UTC(year, 0, 1)
  const week = Math.floor((Date.UTC(year, thursday.getUTCMonth(), thursday.getUTCDate()) - first) / (7 * DAY_MS)) + 1
  return `${year}-W${String(week).padStart(2, '0')}`
}
