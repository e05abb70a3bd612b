import type { UsageEntry } from '@ses/pricing'
import { writeUsageDigest } from '@ses/store'
import { SPEND_FILE, type SpendSums } from './spend.ts'
import { dayOf, openTimeZone } from './time-zone.ts'

const KEPT_DAYS = 62

/** Sums up and keeps what was spent. */
export function writeSpend(user: string, entries: readonly UsageEntry[]): void {
  const zone = openTimeZone(undefined)
  const days = new Map<string, number>()
  const projects = new Map<string, number>()
  for (const { at, project, nanoUsd = 0 } of entries) {
    if (at !== undefined) add(days, dayOf(at, zone), nanoUsd)
    if (project !== undefined) add(projects, project, nanoUsd)
  }
  const latest = [...days].sort(([a], [b]) => (a < b ? 1 : -1)).slice(0, KEPT_DAYS)
  const spend: SpendSums = { v: 1, days: Object.fromEntries(latest), projects: Object.fromEntries(projects) }
  writeUsageDigest(user, SPEND_FILE, spend)
}

function add(sums: Map<string, number>, key: string, nanoUsd: number): void {
  sums.set(key, (sums.get(key) ?? 0) + nanoUsd)
}
