import type { AnalyzeOptions, SessionAnalysis } from '@ses/core'
import { SesError } from '@ses/model'
import type { Fingerprint, FoundTranscripts, TranscriptDatabases, TranscriptFile } from '@ses/sources'
import {
  listSessions,
  refreshIndex,
  type StoredIndex,
  updateDatabase,
  type WrittenSession,
  writeSession,
} from '@ses/store'
import { analysisOptions } from '../analysis/analysis-options.ts'
import { analyzeTranscript } from '../analysis/analyze-transcript.ts'
import type { Context } from '../context.ts'
import { recordedEvents } from '../finalise/recorded-events.ts'
import { ensureMaskingKey } from '../masking-key.ts'
import { loadConfig } from '../settings.ts'
import { type ArchiveTally, openAlongArchiver } from './archive-along.ts'
import { agentsOf } from './choose-transcripts.ts'
import type { ScanCache } from './scan-cache.ts'

/** What became of the transcripts. */
export interface ImportResult {
  readonly sessions: readonly ImportedSession[]
  readonly leftOut: readonly LeftOutFile[]
  /** Transcripts that were read in full; unchanged ones are not. */
  readonly parsed: number
  /** Absent when nothing was to be archived. */
  readonly archive?: Readonly<ArchiveTally>
}

export interface ImportedSession extends WrittenSession {
  readonly agent: string
  readonly path: string
  /** Files it was read from, sub-agents' included. */
  readonly files: number
}

export interface LeftOutFile {
  readonly path: string
  readonly reason: string
  readonly message: string
  /** True when the path itself was named, false when it was met in a directory. */
  readonly named: boolean
  /** Agent in whose folders it was found. */
  readonly agent?: string
}

export interface ImportOptions {
  /** Agent that wrote the files; told from their content, and where they were found, by default. */
  readonly agent?: string
  /** Reads unchanged files again. */
  readonly force: boolean
  /** Archives each transcript that is imported, too. */
  readonly archive: boolean
  /** Absolute paths that were named. */
  readonly named: ReadonlySet<string>
  readonly cache: ScanCache
  readonly databases: TranscriptDatabases
  readonly onProgress: (done: number, total: number) => void
  /** Stops before the next transcript. */
  readonly signal?: AbortSignal
}

/** Sessions written between two writes of index.json. */
const INDEX_EVERY = 100

/** Analyses and stores transcripts. A file that cannot be used never stops the others. */
export async function importTranscripts(
  context: Context,
  { transcripts, skipped }: FoundTranscripts,
  options: ImportOptions,
): Promise<ImportResult> {
  const { named, cache, databases } = options
  const leftOut: LeftOutFile[] = skipped.map((skip) => ({ ...skip, named: named.has(skip.path) }))
  if (transcripts.length === 0) return { sessions: [], leftOut, parsed: 0 }
  const { masker, ...settings } = analysisOptions(
    await loadConfig(context),
    ensureMaskingKey(context.places),
    context.places,
  )
  const known = options.force ? new Map<string, Known[]>() : knownTranscripts((await listSessions(context.store)).index)
  const sessions: ImportedSession[] = []
  const along = options.archive ? await openAlongArchiver(context, options) : undefined
  let parsed = 0
  for (const [done, file] of transcripts.entries()) {
    if (options.signal?.aborted === true) break
    options.onProgress(done, transcripts.length)
    const { path } = file
    const fingerprint = printOf(file.fingerprint)
    const files = 1 + file.subagents.length + ((file.parts?.length ?? 1) - 1)
    const before = known
      .get(path)
      ?.find(
        (state) =>
          state.fingerprint === fingerprint && state.ruleSet === masker.ruleSet && state.version === context.version,
      )
    if (before !== undefined) {
      sessions.push({ id: before.id, folder: before.folder, agent: before.agent, path, files, outcome: 'unchanged' })
      await along?.archive(file, 'unchanged')
      continue
    }
    const refuse = (reason: Pick<LeftOutFile, 'reason' | 'message'>): void => {
      const agent = file.agent === undefined ? {} : { agent: file.agent }
      leftOut.push({ path, ...reason, ...agent, named: named.has(path) })
    }
    const asked = `${fingerprint} ${options.agent ?? ''}`
    if (!options.force && cache.isForeign(path, asked)) {
      refuse({ reason: 'unknown_format', message: FOREIGN })
      continue
    }
    parsed += 1
    try {
      const alone = await analyzeFound(file, { ...settings, masker }, options)
      const events = recordedEvents(context.store, alone.session)
      const analysis = events === undefined ? alone : await analyzeFound(file, { ...settings, masker, events }, options)
      const { session, summary, coverage, diagnostics } = analysis
      const transcript = { path, bytes: file.fingerprint.size, fingerprint }
      const record = { session, summary, coverage, diagnostics, transcript, sesVersion: context.version }
      const written = await writeSession(context.store, record)
      sessions.push({ ...written, agent: session.agent, path, files })
      context.debug('imported', { ...written, path })
      await along?.archive(file, written.outcome)
    } catch (error) {
      const reason = reasonOf(error)
      if (reason === undefined) throw error
      context.debug('left out', { path, reason, error: String(error) })
      if (reason.reason === 'unknown_format') cache.markForeign(path, asked)
      refuse(reason)
    }
    if (sessions.length % INDEX_EVERY === 0) await refreshIndex(context.store)
  }
  databases.close()
  cache.save()
  await refreshIndex(context.store)
  // A cache for questions in SQL: it is made when it is asked, should this fail.
  if (sessions.some(({ outcome }) => outcome !== 'unchanged'))
    await updateDatabase(context.store).catch(() => undefined)
  options.onProgress(transcripts.length, transcripts.length)
  return { sessions, leftOut, parsed, ...(along === undefined ? {} : { archive: along.tally }) }
}

/** The agent in whose folders a file lies is asked first: Pi and OpenClaw write the same rows. */
async function analyzeFound(
  file: TranscriptFile,
  settings: AnalyzeOptions,
  { agent, databases }: ImportOptions,
): Promise<SessionAnalysis> {
  if (agent !== undefined) return analyzeTranscript(file, { ...settings, agent }, { databases })
  if (file.agent !== undefined) {
    try {
      return await analyzeTranscript(file, { ...settings, agents: agentsOf(file.agent) }, { databases })
    } catch (error) {
      if (!(error instanceof SesError) || error.code !== 'unknown_format') throw error
    }
  }
  return analyzeTranscript(file, settings, { databases })
}

interface Known {
  readonly id: string
  readonly agent: string
  readonly folder: string
  readonly fingerprint: string
  readonly ruleSet: string
  readonly version: string
}

/** States of files that the store holds; one path may have held several sessions, one after the other. */
function knownTranscripts(index: StoredIndex): Map<string, Known[]> {
  const known = new Map<string, Known[]>()
  for (const { id, agent, folder } of index.sessions) {
    const state = index.folders[folder]
    for (const { path, fingerprint } of state?.transcripts ?? []) {
      const ruleSet = state?.rule_set ?? ''
      const entry = { id, agent, folder, fingerprint, ruleSet, version: state?.ses_version ?? '' }
      known.set(path, [...(known.get(path) ?? []), entry])
    }
  }
  return known
}

function printOf({ size, mtimeMs, hash }: Fingerprint): string {
  return `${size}-${mtimeMs}-${hash}`
}

const FOREIGN = 'no known agent writes such a file'

/** Why one file is left out; undefined for trouble with the store or the config, which stops the import. */
function reasonOf(error: unknown): Pick<LeftOutFile, 'reason' | 'message'> | undefined {
  if (!(error instanceof SesError))
    return { reason: 'internal', message: 'a bug in ses; `ses reflect` on it tells more' }
  const messages: Partial<Record<string, string>> = {
    unknown_format: FOREIGN,
    unreadable: 'it cannot be read',
    not_found: 'it has gone',
  }
  const message = messages[error.code]
  return message === undefined ? undefined : { reason: error.code, message }
}
