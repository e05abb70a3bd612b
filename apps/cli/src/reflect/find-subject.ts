import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { AnalyzeOptions } from '@ses/core'
import { SesError } from '@ses/model'
import type { TranscriptFile } from '@ses/sources'
import { readMetadata, readSummary, resolveSession } from '@ses/store'
import type { Context } from '../context.ts'
import { readMaskingKey } from '../masking-key.ts'
import { loadConfig } from '../settings.ts'
import { fillSummary } from './fill-summary.ts'
import type { Subject } from './subject.ts'

/** Finds what a word names: `-` is stdin, an existing path a transcript, all else a session of the store. */
export async function findSubject(context: Context, word: string, options: AnalyzeOptions): Promise<Subject> {
  if (word === '-') return analyzeStdin(context, options)
  const path = resolve(context.host.cwd, word)
  if (word !== 'latest' && (await isThere(path))) {
    if (existsSync(path) && statSync(path).isDirectory()) {
      throw new SesError(
        'usage',
        `${word} is a directory; \`ses import ${word}\` takes it in, then \`ses list\` shows it`,
      )
    }
    return { analysis: await analyzeFile(context, await locate(path), options) }
  }
  if (/[/\\]|\.jsonl?$/.test(word)) throw new SesError('not_found', word, { data: { path: word } })
  return analyzeStored(context, word, options)
}

async function analyzeStdin(context: Context, options: AnalyzeOptions): Promise<Subject> {
  const [{ analyzeSession }, { checkKnown }] = await Promise.all([
    import('@ses/core'),
    import('../analysis/analyze-transcript.ts'),
  ])
  const analysis = await analyzeSession(context.host.stdin, { ...(await optionsOf(context)), ...options })
  return { analysis: checkKnown(analysis, 'stdin') }
}

async function analyzeStored(context: Context, word: string, options: AnalyzeOptions): Promise<Subject> {
  const { folder, id } = await resolveSession(context.store, word)
  const metadata = readMetadata(context.store, folder)
  const agent = metadata?.agent ?? ''
  const events = await eventsOf(context, folder, { id, agent })
  const told = { agent, ...(events === undefined ? {} : { events }), ...options }
  const path = metadata?.transcript?.path
  if (path !== undefined && (await isThere(path))) {
    return { analysis: await analyzeFile(context, await locate(path), told) }
  }
  const { analyzeArchived } = await import('./analyze-archived.ts')
  const archived = await analyzeArchived(context, { id, agent }, { ...(await optionsOf(context)), ...told })
  if (archived !== undefined) {
    return { note: 'ses: the transcript is gone; this is read from the archive', analysis: archived }
  }
  if (path === undefined && events !== undefined) {
    const { analyzeSession } = await import('@ses/core')
    const analysis = await analyzeSession('', { ...(await optionsOf(context)), ...options, events })
    if (analysis.session.id === id) return { analysis }
  }
  const summary = readSummary(context.store, folder)
  if (summary === undefined) throw new SesError('unreadable', `the summary of ${id} is damaged`, { data: { id } })
  const note = 'ses: the transcript is gone; this is what was stored of it'
  return { note, summary: fillSummary(summary), diagnostics: metadata?.diagnostics ?? [] }
}

/** The hook events of a session; undefined where none were recorded, which needs nothing loaded to find out. */
async function eventsOf(
  { store }: Context,
  folder: string,
  session: { readonly id: string; readonly agent: string },
): Promise<AsyncIterable<Uint8Array> | undefined> {
  if (!existsSync(join(store.directory, folder, 'events.jsonl'))) return undefined
  const { recordedEvents } = await import('../finalise/recorded-events.ts')
  return recordedEvents(store, session)
}

/** Loaded late: most words name a file or a session whose transcript is a plain file. */
async function isThere(path: string): Promise<boolean> {
  if (existsSync(path)) return true
  const { hasTranscript } = await import('@ses/sources')
  return hasTranscript(path)
}

async function analyzeFile(
  context: Context,
  file: TranscriptFile,
  options: AnalyzeOptions,
): Promise<Extract<Subject, { analysis: unknown }>['analysis']> {
  const { analyzeTranscript } = await import('../analysis/analyze-transcript.ts')
  context.debug('analyse', { path: file.path, bytes: file.fingerprint.size, subagents: file.subagents.length })
  return analyzeTranscript(file, { ...(await optionsOf(context)), ...options })
}

async function optionsOf(context: Context): Promise<AnalyzeOptions> {
  const { analysisOptions } = await import('../analysis/analysis-options.ts')
  return analysisOptions(await loadConfig(context), readMaskingKey(context.places), context.places)
}

async function locate(path: string): Promise<TranscriptFile> {
  const { findTranscripts } = await import('@ses/sources')
  const { transcripts, skipped } = await findTranscripts([path])
  const [file] = transcripts
  if (file !== undefined) return file
  const { reason, message } = skipped[0] ?? { reason: 'unreadable', message: 'it cannot be read' }
  const code = reason === 'missing' ? 'not_found' : reason === 'binary' ? 'unknown_format' : 'unreadable'
  throw new SesError(code, `${path}: ${message}`, { data: { path } })
}
