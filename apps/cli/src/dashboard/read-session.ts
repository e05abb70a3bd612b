import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { listArchive } from '@ses/archive'
import { type AnalyzeOptions, analyzeSession, type SessionAnalysis } from '@ses/core'
import { SesError } from '@ses/model'
import type { ListedSession } from '@ses/schema'
import { findTranscripts, hasTranscript } from '@ses/sources'
import { readMetadata } from '@ses/store'
import { analysisOptions } from '../analysis/analysis-options.ts'
import { analyzeTranscript } from '../analysis/analyze-transcript.ts'
import { archiveOf } from '../archive/archive-place.ts'
import type { Context } from '../context.ts'
import { recordedEvents } from '../finalise/recorded-events.ts'
import { readMaskingKey } from '../masking-key.ts'
import { analyzeArchived } from '../reflect/analyze-archived.ts'
import { loadConfig } from '../settings.ts'
import { recently } from './recently.ts'

/** Reads sessions of the store anew. */
export interface SessionReader {
  /** From the transcript, else from the archive, else from hook events; undefined when nothing is left of any of them. */
  readonly analyse: (session: ListedSession) => Promise<SessionAnalysis | undefined>
  /** Whether there is anything to analyse, told without reading it. */
  readonly isReadable: (session: ListedSession) => Promise<boolean>
}

const ARCHIVE_MS = 60_000

export function createSessionReader(context: Context): SessionReader {
  const { store, host, places } = context
  // The end of every archived file is read: only when a transcript is gone, and not for each session again.
  const archived = recently(
    async () => {
      const { sessions } = listArchive(archiveOf(context))
      return new Set(sessions.map(({ head: { agent, session_id: id } }) => keyOf({ agent, id })))
    },
    ARCHIVE_MS,
    host.now,
  )
  const optionsOf = async (): Promise<AnalyzeOptions> =>
    analysisOptions(await loadConfig(context), readMaskingKey(places), places)
  const pathsOf = ({ folder }: ListedSession): string[] => {
    const metadata = readMetadata(store, folder)
    const refs = [metadata?.transcript, ...(metadata?.other_transcripts ?? [])]
    return refs.flatMap((ref) => (ref ? [ref.path] : []))
  }
  const isThere = async (path: string): Promise<boolean> => existsSync(path) || (await hasTranscript(path))
  const fromTranscript = async (
    session: ListedSession,
    path: string,
    options: AnalyzeOptions,
  ): Promise<SessionAnalysis | undefined> => {
    if (!(await isThere(path))) return undefined
    const [file] = (await findTranscripts([path])).transcripts
    if (file === undefined) return undefined
    const events = recordedEvents(store, session)
    try {
      const analysis = await analyzeTranscript(file, {
        ...options,
        agent: session.agent,
        ...(events === undefined ? {} : { events }),
      })
      // A file may have been taken over by another session.
      return analysis.session.id === session.id ? analysis : undefined
    } catch (error) {
      if (error instanceof SesError && ['unknown_format', 'unreadable', 'not_found'].includes(error.code)) {
        return undefined
      }
      throw error
    }
  }
  return {
    analyse: async (session) => {
      const options = await optionsOf()
      for (const path of pathsOf(session)) {
        const analysis = await fromTranscript(session, path, options)
        if (analysis !== undefined) return analysis
      }
      if ((await archived()).has(keyOf(session))) {
        const analysis = await analyzeArchived(context, session, options)
        if (analysis !== undefined) return analysis
      }
      const events = recordedEvents(store, session)
      if (events === undefined) return undefined
      const analysis = await analyzeSession('', { ...options, events })
      return analysis.session.id === session.id ? analysis : undefined
    },
    isReadable: async (session) => {
      for (const path of pathsOf(session)) if (await isThere(path)) return true
      if (existsSync(join(store.directory, session.folder, 'events.jsonl'))) return true
      return (await archived()).has(keyOf(session))
    },
  }
}

function keyOf({ agent, id }: Pick<ListedSession, 'agent' | 'id'>): string {
  return `${agent}\n${id}`
}
