import { SesError } from '@ses/model'

/** A calendar: which day an instant falls on, and when a day begins. */
export interface TimeZone {
  /** Milliseconds to add to an instant for its local time. */
  readonly offsetAt: (at: number) => number
}

const HOUR_MS = 3_600_000

/** The machine's zone, or an IANA zone by its name. Throws `SesError` `usage` for a name that is none. */
export function openTimeZone(name: string | undefined): TimeZone {
  // The locale data of `Intl` take as long to load as all else that a warm scan does.
  if (name === undefined) return { offsetAt: (at) => -new Date(at).getTimezoneOffset() * 60_000 }
  if (/^(?:utc|gmt|z)$/i.test(name)) return { offsetAt: () => 0 }
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch (cause) {
    throw new SesError('usage', `--tz ${name}: expected a time zone like Europe/Berlin or UTC`, { cause })
  }
  const known = new Map<number, number>()
  return {
    offsetAt: (at) => {
      // Zones change at full quarters of an hour.
      const quarter = Math.floor(at / (HOUR_MS / 4)) * (HOUR_MS / 4)
      let offset = known.get(quarter)
      if (offset === undefined) {
        const parts = Object.fromEntries(format.formatToParts(quarter).map(({ type, value }) => [type, Number(value)]))
        const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
        offset = Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(quarter / 1000) * 1000
        known.set(quarter, offset)
      }
      return offset
    },
  }
}

/** `2026-11-20`. */
export function dayOf(at: number, zone: TimeZone): string {
  return new Date(at + zone.offsetAt(at)).toISOString().slice(0, 10)
}

/** ISO 8601 week, Monday to Sunday: `2026-W47`. */
export function weekOf(at: number, zone: TimeZone): string {
  const date = new Date(at + zone.offsetAt(at))
  const thursday = new Date(date)
  thursday.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7) + 3)
  const year = thursday.getUTCFullYear()
  const days = (Date.UTC(year, thursday.getUTCMonth(), thursday.getUTCDate()) - Date.UTC(year, 0, 1)) / 86_400_000
  return `${year}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`
}

/** When a day begins there; months and days beyond their ends are carried on. */
export function startOfDay(year: number, month: number, day: number, zone: TimeZone): number {
  const local = Date.UTC(year, month - 1, day)
  const guess = local - zone.offsetAt(local)
  return local - zone.offsetAt(guess)
}
