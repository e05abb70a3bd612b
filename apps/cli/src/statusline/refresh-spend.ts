import { mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Spend } from '../usage/spend.ts'

/** Older figures are looked up anew. */
const FRESH_MS = 2 * 60_000
/** A scan that takes longer has failed; the first one of a machine reads everything. */
const PATIENCE_MS = 10 * 60_000

/**
 * Whether it is time to look up what was spent, and nobody else has begun to. Who is told so has to: the claim holds until the scan
 * is done, ten minutes at most. Never throws; a home that cannot be written to is never due.
 */
export function claimRefresh(user: string, spend: Spend | undefined, now: number): boolean {
  if (spend !== undefined && now - spend.asOf < FRESH_MS) return false
  const claim = join(user, 'usage', 'refresh')
  try {
    const begun = statSync(claim, { throwIfNoEntry: false })?.mtimeMs ?? 0
    if (begun > (spend?.asOf ?? 0) && now - begun < PATIENCE_MS) return false
    mkdirSync(join(user, 'usage'), { recursive: true, mode: 0o700 })
    writeFileSync(claim, '', { mode: 0o600 })
    utimesSync(claim, now / 1000, now / 1000)
    return true
  } catch {
    return false
  }
}
