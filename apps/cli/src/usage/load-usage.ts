import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { SesError } from '@ses/model'
import type { CountedResponse, PriceOptions, UsageEntry } from '@ses/pricing'
import type { Config } from '@ses/schema'
import { listSources, locateSources } from '@ses/sources'
import type { Context } from '../context.ts'
import { updatedCatalogPath } from '../pricing/updated-catalog-path.ts'
import { loadConfig } from '../settings.ts'
import type { ScannedSession, UsageScanResult } from './scan-usage.ts'
import { readSnapshot, writeSnapshot } from './snapshot.ts'
import { type StampedSource, stampSources } from './stamp-file.ts'
import { writeSpend } from './write-spend.ts'

/** All usage of some files, each response once and priced, in order of time. */
export interface LoadedUsage {
  readonly entries: readonly UsageEntry[]
  readonly config: Config
  /** As the document of `ses usage` tells it. */
  readonly scan: { readonly files: number; readonly parsed: number; readonly bytes: number; readonly ms: number }
  readonly unreadable: readonly string[]
}

/** The same with every copy of every response. */
export interface DetailedUsage extends LoadedUsage {
  readonly sources: readonly StampedSource[]
  readonly sessions: readonly ScannedSession[]
  readonly counted: readonly CountedResponse[]
  readonly prices: PriceOptions
}

/** Increased when the format of what is cached, or what readers count, changes within one version of the program. */
const FORMAT = 1

/** Scans the paths given, by default all places where agents keep transcripts. Throws `not_found` for a path that is not there. */
export async function loadUsage(context: Context, paths: readonly string[]): Promise<LoadedUsage> {
  const started = performance.now()
  const config = await loadConfig(context)
  const files = await findFiles(context, paths)
  const signature = signatureOf(context, config, files)
  const entries = readSnapshot(context.places.user, signature)
  if (entries === undefined) return scan(context, { config, files, started, isAll: paths.length === 0 })
  const ms = Math.round(performance.now() - started)
  return { entries, config, scan: { files: files.length, parsed: 0, bytes: 0, ms }, unreadable: [] }
}

/** As `loadUsage`, for who must know where each response was found. */
export async function loadUsageInDetail(context: Context, paths: readonly string[]): Promise<DetailedUsage> {
  const started = performance.now()
  const config = await loadConfig(context)
  const files = await findFiles(context, paths)
  return scan(context, { config, files, started, isAll: paths.length === 0 })
}

interface Job {
  readonly config: Config
  readonly files: readonly StampedSource[]
  /** Of `performance.now()`. */
  readonly started: number
  /** Whether these are all files of this machine. */
  readonly isAll: boolean
}

/** Loaded when something has changed: readers and prices take longer to load than all else that a warm run does. */
async function scan(context: Context, { config, files, started, isAll }: Job): Promise<DetailedUsage> {
  const { scanAndPrice } = await import('./scan-and-price.ts')
  const { result, counted, entries, prices } = await scanAndPrice(context, config, files, versionOf(context))
  remember(context, config, result, entries, isAll)
  const { sessions, parsed, bytes, unreadable } = result
  const ms = Math.round(performance.now() - started)
  const work = { files: result.files, parsed, bytes, ms }
  return { entries, counted, sources: files, sessions, prices, config, scan: work, unreadable }
}

/** Keeps what the scan came to. A home that cannot be written to costs time, nothing else. */
function remember(
  context: Context,
  config: Config,
  { settled }: UsageScanResult,
  entries: readonly UsageEntry[],
  isAll: boolean,
): void {
  const { user } = context.places
  try {
    if (settled !== undefined) writeSnapshot(user, { signature: signatureOf(context, config, settled), entries })
    // The status line shows what the last look at everything has found.
    if (isAll) writeSpend(user, entries)
  } catch (error) {
    context.debug('usage cache', { error: String(error) })
  }
}

function versionOf({ version }: Context): string {
  return `${FORMAT} ${version}`
}

/** Equal only when neither a file nor a price nor the program has changed. */
function signatureOf(context: Context, { prices }: Config, files: readonly StampedSource[]): string {
  const [catalog] = stampSources([{ path: updatedCatalogPath(context.places.user) }])
  const lines = files.map(
    ({ path, stamp: { size, mtimeMs, ctimeMs, ino } }) => `${size} ${mtimeMs} ${ctimeMs} ${ino} ${path}`,
  )
  return [versionOf(context), JSON.stringify(prices ?? []), JSON.stringify(catalog ?? null), ...lines].join('\n')
}

async function findFiles({ host }: Context, paths: readonly string[]): Promise<StampedSource[]> {
  if (paths.length === 0) {
    const { env, home } = host
    const { agents } = await import('@ses/agents')
    return stampSources(await locateSources({ env, home, platform: process.platform, agents }))
  }
  const named = paths.map((path) => resolve(host.cwd, path))
  for (const path of named) if (!existsSync(path)) throw new SesError('not_found', path, { data: { path } })
  return stampSources(await listSources(named))
}
