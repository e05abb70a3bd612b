import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What was spent, as of the last scan of everything; small, because the status line reads it many times a minute. */
export interface Spend {
  readonly v: 1
  /** Nano-dollars by day of the machine's calendar, the last 62 days. */
  readonly days: Readonly<Record<string, number>>
  /** Nano-dollars by directory, of all times. */
  readonly projects: Readonly<Record<string, number>>
}

/** Name of the file in `~/.ses/usage`. */
export const SPEND_FILE = 'spend'

/** What the last scan has found; undefined before the first. */
export function readSpend(user: string): Spend | undefined {
  try {
    const spend = JSON.parse(readFileSync(join(user, 'usage', `${SPEND_FILE}.json`), 'utf8')) as Partial<Spend> | null
    return spend?.v === 1 && spend.days !== undefined && spend.projects !== undefined ? (spend as Spend) : undefined
  } catch {
    return undefined
  }
}
