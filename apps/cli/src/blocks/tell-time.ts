import { dateOf, momentOf } from '../terminal/times.ts'

/** How pages tell times: in the machine's zone with the year where it is not this one; `no time` for none. */
export function tellTime(now: number): (iso: string | null) => string {
  return (iso) => {
    const at = dateOf(iso)
    return at === undefined ? 'no time' : momentOf(at, new Date(now)).trim()
  }
}
