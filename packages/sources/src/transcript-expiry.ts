import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { agentPlaces } from '@ses/agents'
import { locationGlobs, type Machine } from './location-globs.ts'
import type { TranscriptFile } from './transcript-file.ts'

/** When an agent that clears up after itself will delete a transcript. */
export interface ExpiringTranscript {
  readonly path: string
  readonly agent: string
  /** Epoch milliseconds, from the time of the last change; may be past when the agent has not run since. */
  readonly deletedAt: number
}

const DEFAULT_DAYS = 30
const DAY_MS = 86_400_000

/**
 * Transcripts of Claude Code that will be deleted within `withinDays`, soonest first. It deletes what has not changed for
 * `cleanupPeriodDays` of its settings, 30 by default, whenever it starts. See https://code.claude.com/docs/en/settings.
 */
export async function findExpiring(
  transcripts: readonly TranscriptFile[],
  machine: Machine,
  { now, withinDays }: { readonly now: number; readonly withinDays: number },
): Promise<readonly ExpiringTranscript[]> {
  const own = transcripts.filter(({ agent }) => agent === 'claude-code')
  if (own.length === 0) return []
  const folders = await readPeriods(machine)
  return own
    .map(({ path, fingerprint }) => {
      const days = folders.find(({ folder }) => path.startsWith(folder))?.days ?? DEFAULT_DAYS
      return { path, agent: 'claude-code', deletedAt: fingerprint.mtimeMs + days * DAY_MS }
    })
    .filter(({ deletedAt }) => deletedAt - now <= withinDays * DAY_MS)
    .sort((a, b) => a.deletedAt - b.deletedAt)
}

interface Period {
  readonly folder: string
  readonly days: number
}

async function readPeriods(machine: Machine): Promise<readonly Period[]> {
  const claude = agentPlaces.find(({ id }) => id === 'claude-code')
  const globs = (claude?.transcript.locations ?? []).flatMap((location) => locationGlobs(location, machine))
  const folders = globs.flatMap(({ root, glob }) => {
    const at = glob.indexOf('projects/')
    return at < 0 || glob.slice(0, at).includes('*') ? [] : [join(root, glob.slice(0, at))]
  })
  return Promise.all([...new Set(folders)].map(async (folder) => ({ folder, days: await readDays(folder) })))
}

async function readDays(folder: string): Promise<number> {
  try {
    const settings: unknown = JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8'))
    const days = (settings as { cleanupPeriodDays?: unknown } | null)?.cleanupPeriodDays
    return typeof days === 'number' && days >= 0 ? days : DEFAULT_DAYS
  } catch {
    return DEFAULT_DAYS
  }
}
