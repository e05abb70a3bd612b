import { readFileSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'

/** What was spent by all agents, as of the last scan of everything. */
export interface Spend extends SpendSums {
  /** When a scan has last found that it holds, epoch milliseconds. */
  readonly asOf: number
}

/** As it is kept: small, because the status line reads it many times a minute. */
export interface SpendSums {
  readonly v: 1
  /** Nano-dollars by day of the machine's calendar, the last 62 days. */
  readonly days: Readonly<Record<string, number>>
  /** Nano-dollars by directory, of all times. */
  readonly projects: Readonly<Record<string, number>>
}

/** Name of the file in `~/.ses/usage`. */
export const SPEND_FILE = 'spend'

/** Says that nothing has changed since the last scan of everything. False when what that has found is lost. */
export function touchSpend(user: string): boolean {
  if (readSpend(user) === undefined) return false
  try {
    const now = Date.now() / 1000
    utimesSync(join(user, 'usage', `${SPEND_FILE}.json`), now, now)
  } catch {
    // Another user's: it is as right as before, and looks older than it is.
  }
  return true
}

/** What the last scan has found; undefined before the first, and for a file that is damaged. */
export function readSpend(user: string): Spend | undefined {
  const path = join(user, 'usage', `${SPEND_FILE}.json`)
  try {
    const asOf = statSync(path).mtimeMs
    const { v, days, projects } = Object(JSON.parse(readFileSync(path, 'utf8'))) as Partial<SpendSums>
    return v === 1 && isSums(days) && isSums(projects) ? { v, days, projects, asOf } : undefined
  } catch {
    return undefined
  }
}

function isSums(value: unknown): value is Readonly<Record<string, number>> {
  return typeof value === 'object' && value !== null && Object.values(value).every((sum) => typeof sum === 'number')
}
