import { SesError } from '@ses/model'
import {
  createTranscriptDatabases,
  type DiscoveredTranscripts,
  discoverTranscripts,
  type FoundTranscripts,
  watchTranscripts,
} from '@ses/sources'
import type { Context } from '../context.ts'
import { agentsOf } from '../import/choose-transcripts.ts'
import { type ImportedSession, type ImportResult, importTranscripts } from '../import/import-transcripts.ts'
import { openScanCache, type ScanCache } from '../import/scan-cache.ts'
import type { Input } from '../input.ts'
import { count } from '../terminal/amounts.ts'
import { neutralise } from '../terminal/neutralise.ts'
import { clockOf } from '../terminal/times.ts'
import { untilStopped } from './until-stopped.ts'

const INTERVAL_S = 30
const SETTLE_S = 5

/** Imports transcripts as they come to rest, until it is stopped; with `--once` those that are at rest now. */
export async function runWatch(context: Context, input: Input): Promise<number> {
  const settleMs = secondsOf(input, 'settle', SETTLE_S)
  const intervalMs = secondsOf(input, 'interval', INTERVAL_S)
  if (intervalMs === 0) throw new SesError('usage', '--interval must be more than 0 seconds')
  const stop = untilStopped()
  const session = openSession(context, {
    agents: agentsOf(input.text('agent')),
    archive: !input.flag('no-archive'),
    settleMs,
    signal: stop.signal,
  })
  try {
    if (input.flag('once')) await session.once()
    else {
      context.note(`watching every ${intervalMs / 1000} s; Ctrl-C ends it`)
      await watchTranscripts({ ...session, intervalMs, settleMs, signal: stop.signal })
    }
  } finally {
    stop.close()
  }
  session.conclude()
  return 0
}

function secondsOf(input: Input, name: string, standard: number): number {
  return (input.number(name) ?? standard) * 1000
}

interface WatchSession {
  readonly find: () => Promise<DiscoveredTranscripts>
  readonly onQuiet: (found: FoundTranscripts) => Promise<void>
  readonly once: () => Promise<void>
  /** Says what was done in all. */
  readonly conclude: () => void
}

interface SessionOptions {
  readonly agents: ReturnType<typeof agentsOf>
  readonly archive: boolean
  readonly settleMs: number
  readonly signal: AbortSignal
}

function openSession(context: Context, { agents, archive, settleMs, signal }: SessionOptions): WatchSession {
  const { host, json } = context
  const cache: ScanCache = openScanCache(context)
  const databases = createTranscriptDatabases()
  const done: ImportedSession[] = []
  const refused = new Map<string, ImportResult['leftOut'][number]>()
  const unarchived = new Map<string, string>()
  let archived = 0
  let parsed = 0
  let waiting = 0
  // A time in the future says nothing about when it was written.
  const isQuiet = (changedAt: number): boolean => changedAt > host.now() || host.now() - changedAt >= settleMs
  const find = async (): Promise<DiscoveredTranscripts> => {
    const machine = { env: host.env, home: host.home, platform: process.platform, agents }
    const found = await discoverTranscripts({ ...machine, databases, memory: cache.databases, settled: isQuiet })
    databases.close()
    return found
  }
  const take = async (found: FoundTranscripts): Promise<void> => {
    const options = { force: false, archive, named: new Set<string>(), cache, databases, onProgress: () => {}, signal }
    const result = await importTranscripts(context, found, options)
    parsed += result.parsed
    for (const file of result.leftOut) refused.set(file.path, file)
    archived += (result.archive?.created ?? 0) + (result.archive?.updated ?? 0)
    for (const { path, message } of result.archive?.failed ?? []) {
      if (unarchived.get(path) !== message) context.note(neutralise(`ses: not archived: ${path}: ${message}`))
      unarchived.set(path, message)
    }
    const changed = result.sessions.filter(({ outcome }) => outcome === 'created' || outcome === 'updated')
    done.push(...changed)
    if (!json) context.print(linesOf(changed, context))
  }
  return {
    find,
    onQuiet: async (found) => {
      try {
        await take(found)
      } catch (error) {
        // Another ses may hold the store for a while; what is left is taken by the next import or start.
        if (!(error instanceof SesError) || error.code !== 'locked') throw error
        context.note(`ses: ${error.message}`)
      }
    },
    once: async () => {
      const found = await find()
      const quiet = found.transcripts.filter(({ fingerprint }) => isQuiet(fingerprint.mtimeMs))
      waiting = found.transcripts.length - quiet.length
      await take({ ...found, transcripts: quiet })
    },
    conclude: () => {
      if (json) {
        context.printJson({
          schema_version: 1,
          sessions: done.map(({ id, agent, folder, path, outcome }) => ({ id, agent, folder, path, outcome })),
          skipped: [...refused.values()].map(({ path, reason, message }) => ({ path, reason, message })),
          parsed,
          waiting,
          archived,
          not_archived: [...unarchived].map(([path, message]) => ({ path, message })),
        })
        return
      }
      const number = (outcome: ImportedSession['outcome']): number =>
        done.filter((each) => each.outcome === outcome).length
      const later = waiting > 0 ? `; ${count(waiting, 'transcript')} still being written` : ''
      context.print([`${count(number('created'), 'session')} new, ${number('updated')} grown${later}`])
    },
  }
}

/** More than these at once, as at the first start, are counted instead of listed. */
const MAX_LISTED = 20

function linesOf(sessions: readonly ImportedSession[], { style, host }: Context): string[] {
  const time = style.faint(clockOf(new Date(host.now())))
  if (sessions.length > MAX_LISTED) return [`${time} ${count(sessions.length, 'session')} imported`]
  return sessions.map(
    ({ id, agent, outcome }) =>
      `${time} ${outcome === 'created' ? 'new  ' : 'grown'} ${agent} ${style.name(neutralise(id))}`,
  )
}
