import type { CountedResponse, PriceOptions } from '@ses/pricing'
import type { Config } from '@ses/schema'
import type { Context } from '../context.ts'
import { loadConfig } from '../settings.ts'
import { lookAtUsage, snapshotOf, type UsageFacts, usageSignature, usageVersion } from './known-usage.ts'
import type { ScannedSession, UsageScanResult } from './scan-usage.ts'
import { type SnapshotOf, writeSnapshot } from './snapshot.ts'
import type { StampedSource } from './stamp-file.ts'
import { writeSpend } from './write-spend.ts'

/** The usage of some files, and the config that its prices are from. */
export interface LoadedUsage extends UsageFacts {
  readonly config: Config
}

/** The same with every copy of every response. */
export interface DetailedUsage extends LoadedUsage {
  readonly sources: readonly StampedSource[]
  readonly sessions: readonly ScannedSession[]
  readonly counted: readonly CountedResponse[]
  readonly prices: PriceOptions
}

/** Scans the paths given, by default all places where agents keep transcripts. Throws `not_found` for a path that is not there. */
export async function loadUsage(context: Context, paths: readonly string[]): Promise<LoadedUsage> {
  const started = performance.now()
  const config = await loadConfig(context)
  const { files, known } = await lookAtUsage(context, paths)
  return known === undefined ? scan(context, { config, files, started, of: snapshotOf(paths) }) : { ...known, config }
}

/** As `loadUsage`, for who must know where each response was found. */
export async function loadUsageInDetail(context: Context, paths: readonly string[]): Promise<DetailedUsage> {
  const started = performance.now()
  const config = await loadConfig(context)
  const { files } = await lookAtUsage(context, paths)
  return scan(context, { config, files, started, of: snapshotOf(paths) })
}

interface Job {
  readonly config: Config
  readonly files: readonly StampedSource[]
  /** Of `performance.now()`. */
  readonly started: number
  readonly of: SnapshotOf
}

/** Loaded when something has changed: readers and prices take longer to load than all else that a warm run does. */
async function scan(context: Context, { config, files, started, of }: Job): Promise<DetailedUsage> {
  const { scanAndPrice } = await import('./scan-and-price.ts')
  const { result, counted, entries, prices } = await scanAndPrice(context, config, files, usageVersion(context.version))
  const { sessions, parsed, bytes, unreadable } = result
  const ms = Math.round(performance.now() - started)
  const facts = { entries, scan: { files: result.files, parsed, bytes, ms }, unreadable }
  await remember(context, result, facts, of)
  return { ...facts, counted, sources: files, sessions, prices, config }
}

/** Keeps what the scan came to. A home that cannot be written to costs time, nothing else. */
async function remember(
  context: Context,
  { settled }: UsageScanResult,
  { entries, unreadable }: UsageFacts,
  of: SnapshotOf,
): Promise<void> {
  const { user } = context.places
  try {
    if (settled !== undefined) {
      writeSnapshot(user, of, { signature: await usageSignature(context, settled), entries, unreadable })
    }
    // The status line shows what the last look at everything has found.
    if (of === 'all') writeSpend(user, entries)
  } catch (error) {
    context.debug('usage cache', { error: String(error) })
  }
}
