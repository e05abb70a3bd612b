import { resolve } from 'node:path'
import { SesError } from '@ses/model'
import { type Fingerprint, findTranscripts } from '@ses/sources'
import { refreshIndex, type StoredIndex, type WrittenSession, writeSession } from '@ses/store'
import { analysisOptions } from '../analysis/analysis-options.ts'
import { analyzeTranscript } from '../analysis/analyze-transcript.ts'
import type { Context } from '../context.ts'
import { ensureMaskingKey } from '../masking-key.ts'
import { loadConfig } from '../settings.ts'

/** What became of the named paths. */
export interface ImportResult {
  readonly sessions: readonly ImportedSession[]
  readonly leftOut: readonly LeftOutFile[]
  /** Transcripts that were read in full; unchanged ones are not. */
  readonly parsed: number
}

export interface ImportedSession extends WrittenSession {
  readonly agent: string
  readonly path: string
}

export interface LeftOutFile {
  readonly path: string
  readonly reason: string
  readonly message: string
  /** True when the path itself was named, false when it was met in a directory. */
  readonly named: boolean
}

export interface ImportOptions {
  readonly agent?: string
  /** Reads unchanged files again. */
  readonly force: boolean
  readonly onProgress: (done: number, total: number) => void
}

/** Sessions written between two writes of index.json. */
const INDEX_EVERY = 100

/** Finds, analyses and stores transcripts. A file that cannot be used never stops the others. */
export async function importTranscripts(
  context: Context,
  paths: readonly string[],
  options: ImportOptions,
): Promise<ImportResult> {
  const named = new Set(paths.map((path) => resolve(context.host.cwd, path)))
  const { transcripts, skipped } = await findTranscripts([...named])
  const leftOut: LeftOutFile[] = skipped.map((skip) => ({ ...skip, named: named.has(skip.path) }))
  if (transcripts.length === 0) return { sessions: [], leftOut, parsed: 0 }
  const { masker, ...settings } = analysisOptions(await loadConfig(context), ensureMaskingKey(context.places))
  const known = options.force ? new Map<string, Known>() : knownTranscripts((await refreshIndex(context.store)).index)
  const sessions: ImportedSession[] = []
  let parsed = 0
  for (const [done, file] of transcripts.entries()) {
    options.onProgress(done, transcripts.length)
    const { path } = file
    const fingerprint = printOf(file.fingerprint)
    const before = known.get(path)
    if (
      before?.fingerprint === fingerprint &&
      before.ruleSet === masker.ruleSet &&
      before.version === context.version
    ) {
      sessions.push({ id: before.id, folder: before.folder, agent: before.agent, path, outcome: 'unchanged' })
      continue
    }
    parsed += 1
    try {
      const agent = options.agent === undefined ? {} : { agent: options.agent }
      const analysis = await analyzeTranscript(file, { ...settings, ...agent, masker })
      const { session, summary, coverage, diagnostics } = analysis
      const transcript = { path, bytes: file.fingerprint.size, fingerprint }
      const record = { session, summary, coverage, diagnostics, transcript, sesVersion: context.version }
      const written = await writeSession(context.store, record)
      sessions.push({ ...written, agent: session.agent, path })
      context.debug('imported', { ...written, path })
    } catch (error) {
      const reason = reasonOf(error)
      if (reason === undefined) throw error
      context.debug('left out', { path, reason, error: String(error) })
      leftOut.push({ path, ...reason, named: named.has(path) })
    }
    if (sessions.length % INDEX_EVERY === 0) await refreshIndex(context.store)
  }
  await refreshIndex(context.store)
  options.onProgress(transcripts.length, transcripts.length)
  return { sessions, leftOut, parsed }
}

interface Known {
  readonly id: string
  readonly agent: string
  readonly folder: string
  readonly fingerprint: string
  readonly ruleSet: string
  readonly version: string
}

function knownTranscripts(index: StoredIndex): Map<string, Known> {
  const known = new Map<string, Known>()
  for (const { id, agent, folder } of index.sessions) {
    const state = index.folders[folder]
    for (const { path, fingerprint } of state?.transcripts ?? []) {
      known.set(path, {
        id,
        agent,
        folder,
        fingerprint,
        ruleSet: state?.rule_set ?? '',
        version: state?.ses_version ?? '',
      })
    }
  }
  return known
}

function printOf({ size, mtimeMs, hash }: Fingerprint): string {
  return `${size}-${mtimeMs}-${hash}`
}

/** Why one file is left out; undefined for trouble with the store or the config, which stops the import. */
function reasonOf(error: unknown): Pick<LeftOutFile, 'reason' | 'message'> | undefined {
  if (!(error instanceof SesError))
    return { reason: 'internal', message: 'a bug in ses; `ses reflect` on it tells more' }
  const messages: Partial<Record<string, string>> = {
    unknown_format: 'no known agent writes such a file',
    unreadable: 'it cannot be read',
    not_found: 'it has gone',
  }
  const message = messages[error.code]
  return message === undefined ? undefined : { reason: error.code, message }
}
