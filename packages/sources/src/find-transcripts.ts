import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseDatabasePath } from './database-path.ts'
import { type FindInDatabaseOptions, findInDatabase, isDatabase, isDatabaseName } from './find-databases.ts'
import { glanceAtTranscript } from './glance-at-transcript.ts'
import { type FileGroup, groupAround, groupFiles } from './group-files.ts'
import { storageOf } from './layouts/opencode.ts'
import { mapConcurrently } from './map-concurrently.ts'
import { type SkippedPath, skippedBy } from './skipped-path.ts'
import { createTranscriptDatabases, type TranscriptDatabases } from './transcript-databases.ts'
import type { TranscriptFile } from './transcript-file.ts'
import { walkFiles } from './walk-files.ts'

/** What was found: one entry per session, sub-agents' files with the session they belong to. */
export interface FoundTranscripts {
  readonly transcripts: readonly TranscriptFile[]
  readonly skipped: readonly SkippedPath[]
}

export interface FindOptions extends FindInDatabaseOptions {
  /** Which files of a directory to take, by path; default `*.jsonl`, `*.json` but no `*.meta.json`, and agents' databases. */
  readonly wanted?: (path: string) => boolean
  /** Where databases are opened; without it they are opened for this search alone. */
  readonly databases?: TranscriptDatabases
}

const PARALLEL = 16

/**
 * Expands files and directories to transcripts, in the order given and each once. A file that is named is taken whatever its name;
 * directories are searched to any depth; `<database>#<session>` names one session. Never throws: what cannot be read, is no text, or
 * leads in circles is in `skipped`.
 */
export async function findTranscripts(paths: readonly string[], options: FindOptions = {}): Promise<FoundTranscripts> {
  const { wanted = isTranscriptName } = options
  const skipped: SkippedPath[] = []
  const found: (readonly FoundFile[])[] = []
  for (const given of paths) {
    const path = resolve(given)
    try {
      const kind = await stat(path)
      if (kind.isDirectory()) {
        const walked = await walkFiles(path, wanted)
        skipped.push(...walked.skipped)
        found.push(await groupsOf(walked.files))
      } else if (kind.isFile()) found.push([(await isDatabase(path)) ? { database: path } : await groupAround(path)])
      else skipped.push({ path, reason: 'special', message: 'neither a file nor a directory' })
    } catch (error) {
      const session = parseDatabasePath(path)
      if (session !== undefined && (await isDatabase(session.file)))
        found.push([{ database: session.file, only: path }])
      else skipped.push(skippedBy(path, error))
    }
  }
  const looked = await lookAt(found.flat(), options)
  return { transcripts: looked.transcripts, skipped: [...skipped, ...looked.skipped] }
}

/** A group of files, or a database and perhaps the one session of it that is asked for. */
export type FoundFile = FileGroup | { readonly database: string; readonly only?: string }

/** Tells databases from other files and groups these. */
export async function groupsOf(files: readonly string[]): Promise<readonly FoundFile[]> {
  const named = files.filter(isDatabaseName)
  const databases = new Set(await asyncFilter(named, isDatabase))
  const groups = await groupFiles(files.filter((file) => !databases.has(file)))
  return [...[...databases].map((database) => ({ database })), ...groups]
}

/** Looks at what was found; a session that was found twice is told once. */
export async function lookAt(found: readonly FoundFile[], options: FindOptions): Promise<FoundTranscripts> {
  const { databases = createTranscriptDatabases() } = options
  const transcripts = new Map<string, TranscriptFile>()
  const skipped: SkippedPath[] = []
  let hasOpencode = false
  try {
    // One at a time: each is held in memory as a whole.
    for (const each of found) {
      if (!('database' in each)) continue
      const { sessions, skips } = await findInDatabase(each.database, databases, options)
      skipped.push(...skips)
      hasOpencode ||= sessions.some(({ agent }) => agent === 'opencode')
      for (const { path, fingerprint, subagents } of sessions) {
        if (each.only === undefined || each.only === path) transcripts.set(path, { path, fingerprint, subagents })
      }
      if (each.only !== undefined && skips.length === 0 && !transcripts.has(each.only))
        skipped.push({ path: each.only, reason: 'missing', message: 'no such session in the database' })
    }
  } finally {
    if (options.databases === undefined) databases.close()
  }
  // The database holds all that the tree of older versions holds.
  const groups = found.filter(
    (each) => !('database' in each) && !(hasOpencode && storageOf(each.path) !== undefined),
  ) as FileGroup[]
  for (const { transcript, skips } of await mapConcurrently(groups, PARALLEL, glanceAtTranscript)) {
    if (transcript !== undefined && !transcripts.has(transcript.path)) transcripts.set(transcript.path, transcript)
    skipped.push(...skips)
  }
  return { transcripts: [...transcripts.values()], skipped }
}

/** Whether a file of a directory may be a transcript, by its name. */
export function isTranscriptName(path: string): boolean {
  return (/\.jsonl?$/i.test(path) && !/\.meta\.json$/i.test(path)) || isDatabaseName(path)
}

async function asyncFilter(paths: readonly string[], test: (path: string) => Promise<boolean>): Promise<string[]> {
  const answers = await mapConcurrently(paths, PARALLEL, test)
  return paths.filter((_path, index) => answers[index])
}
