import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { SesError } from '@ses/model'
import type { UsageEntry } from '@ses/pricing'
import { listSources, locateSources } from '@ses/sources'
import type { Context } from '../context.ts'
import { toldSources } from '../metered/told-sources.ts'
import { updatedCatalogPath } from '../pricing/updated-catalog-path.ts'
import { configFiles } from '../settings.ts'
import { readSnapshot, type SnapshotOf } from './snapshot.ts'
import { touchSpend } from './spend.ts'
import { type StampedSource, stampSources } from './stamp-file.ts'

/** What a view of usage is made of: all responses, each once and priced, in order of time. */
export interface UsageFacts {
  readonly entries: readonly UsageEntry[]
  /** As the document of `ses usage` tells it. */
  readonly scan: { readonly files: number; readonly parsed: number; readonly bytes: number; readonly ms: number }
  readonly unreadable: readonly string[]
}

/** Increased when the format of what is cached, or what readers count, changes within one version of the program. */
const FORMAT = 4

/** The files that were asked for, as they are now, and what is known of them when nothing has changed since the last scan. */
export interface UsageLook {
  readonly files: readonly StampedSource[]
  readonly known?: UsageFacts
}

/**
 * Looks at the files below the paths given, by default in all places where agents keep transcripts. Loads neither readers nor prices.
 * Throws `not_found` for a path that is not there.
 */
export async function lookAtUsage(context: Context, paths: readonly string[]): Promise<UsageLook> {
  const { user } = context.places
  const started = performance.now()
  const files = await findFiles(context, paths)
  const known = readSnapshot(user, snapshotOf(paths), await usageSignature(context, files))
  if (known === undefined || (paths.length === 0 && !touchSpend(user))) return { files }
  const ms = Math.round(performance.now() - started)
  return { files, known: { ...known, scan: { files: files.length, parsed: 0, bytes: 0, ms } } }
}

/** Which snapshot holds the usage of these paths. */
export function snapshotOf(paths: readonly string[]): SnapshotOf {
  return paths.length === 0 ? 'all' : 'named'
}

async function findFiles({ host, places }: Context, paths: readonly string[]): Promise<StampedSource[]> {
  if (paths.length === 0) {
    const { env, home } = host
    const located = await locateSources({ env, home, platform: process.platform })
    return stampSources([...located, ...toldSources(places)])
  }
  const named = paths.map((path) => resolve(host.cwd, path))
  for (const path of named) if (!existsSync(path)) throw new SesError('not_found', path, { data: { path } })
  return stampSources(await listSources(named))
}

/** Equal only when neither a file nor a price nor the program has changed. */
export async function usageSignature({ version, places }: Context, files: readonly StampedSource[]): Promise<string> {
  const [catalog] = stampSources([{ path: updatedCatalogPath(places.user) }])
  const lines = files.map(
    ({ path, stamp: { size, mtimeMs, ctimeMs, ino } }) => `${size} ${mtimeMs} ${ctimeMs} ${ino} ${path}`,
  )
  const configs = await Promise.all(configFiles(places).map(digestOfConfig))
  return [usageVersion(version), ...configs, JSON.stringify(catalog ?? null), ...lines].join('\n')
}

/** Which program, and which format of it, made what is cached. */
export function usageVersion(version: string): string {
  return `${FORMAT} ${version}`
}

/** Of the text, so that a config need not be checked again; configs hold keys, which stay where they are. */
async function digestOfConfig(path: string): Promise<string> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unreadable'
  }
  const { createHash } = await import('node:crypto')
  return createHash('sha256').update(text).digest('hex')
}
