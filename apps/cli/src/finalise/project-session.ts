import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import type { SessionSubject } from '@ses/capture'
import { type AnalyzeOptions, analyzeSession, type SessionAnalysis } from '@ses/core'
import { SesError } from '@ses/model'
import type { TranscriptDatabases, TranscriptFile } from '@ses/sources'
import { readSummary, writeLife, writeSession } from '@ses/store'
import { analyzeTranscript } from '../analysis/analyze-transcript.ts'
import type { Context } from '../context.ts'
import { printOf } from './fingerprint-text.ts'

/**
 * Writes the projections of a session from its transcript and its events, or from the events alone. Answers the transcript that counted;
 * one that belongs to another session, or to none, does not.
 */
export async function projectSession(
  context: Context,
  subject: SessionSubject,
  file: TranscriptFile | undefined,
  settings: AnalyzeOptions,
  databases: TranscriptDatabases,
): Promise<TranscriptFile | undefined> {
  const { store, version } = context
  const path = join(store.directory, subject.folder, 'events.jsonl')
  const events = (): AsyncIterable<Uint8Array> => createReadStream(path)
  const told =
    file === undefined ? undefined : await analyzeFile(file, subject, { ...settings, events: events() }, databases)
  const used = told === undefined ? undefined : file
  const analysis = told ?? (await analyzeSession('', { ...settings, events: events() }))
  const { session, summary, coverage, diagnostics } = analysis
  // Events of an agent whose hooks nobody can read are kept, and make no session.
  if (session.agent !== subject.agent || session.id !== subject.id) return undefined
  const life = {
    hooks: subject.facts.hooks,
    active: subject.active,
    ...(subject.endReason === undefined ? {} : { endReason: subject.endReason }),
  }
  if (used === undefined && tellsLess(context, subject, analysis)) {
    await writeLife(store, session, life)
    return undefined
  }
  await writeSession(
    store,
    {
      session,
      summary,
      coverage,
      diagnostics,
      sesVersion: version,
      life,
      ...(used === undefined
        ? {}
        : { transcript: { path: used.path, bytes: used.fingerprint.size, fingerprint: printOf(used.fingerprint) } }),
    },
    { folder: subject.folder },
  )
  context.debug('projected', { folder: subject.folder, transcript: used?.path ?? null })
  return used
}

async function analyzeFile(
  file: TranscriptFile,
  { id, agent }: SessionSubject,
  settings: AnalyzeOptions,
  databases: TranscriptDatabases,
): Promise<SessionAnalysis | undefined> {
  try {
    const analysis = await analyzeTranscript(file, { ...settings, agent }, { databases })
    return analysis.session.id === id && analysis.session.agent === agent ? analysis : undefined
  } catch (error) {
    if (error instanceof SesError && ['unknown_format', 'unreadable', 'not_found'].includes(error.code))
      return undefined
    throw error
  }
}

/** A transcript that was read once and has gone since told more than the events that are left. */
function tellsLess({ store }: Context, { folder, projected }: SessionSubject, { summary }: SessionAnalysis): boolean {
  if (projected?.transcript === null || projected === null) return false
  const held = readSummary(store, folder)
  if (held === undefined) return false
  return (
    summary.prompts.length < held.prompts.length || (summary.session.tool_calls ?? 0) < (held.session.tool_calls ?? 0)
  )
}
