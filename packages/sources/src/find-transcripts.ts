import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { combineFingerprints, type Fingerprint, glanceAtFile } from './fingerprint.ts'
import { groupFiles, subagentsBeside } from './group-files.ts'
import { mapConcurrently } from './map-concurrently.ts'
import { type SkippedPath, skippedBy } from './skipped-path.ts'
import type { SubagentFile, TranscriptFile } from './transcript-file.ts'
import { walkFiles } from './walk-files.ts'

/** What was found: one entry per session, sub-agents' files with the session they belong to. */
export interface FoundTranscripts {
  readonly transcripts: readonly TranscriptFile[]
  readonly skipped: readonly SkippedPath[]
}

export interface FindOptions {
  /** Which files of a directory to take, by name; default `*.jsonl` and `*.json` but no `*.meta.json`. */
  readonly wanted?: (name: string) => boolean
}

const PARALLEL = 16

/**
 * Expands files and directories to transcripts, in the order given and each once. A file that is named is taken whatever its name;
 * directories are searched to any depth. Never throws: what cannot be read, is no text, or leads in circles is in `skipped`.
 */
export async function findTranscripts(paths: readonly string[], options: FindOptions = {}): Promise<FoundTranscripts> {
  const { wanted = isTranscriptName } = options
  const skipped: SkippedPath[] = []
  const groups = new Map<string, readonly SubagentFile[]>()
  for (const given of paths) {
    const path = resolve(given)
    try {
      const kind = await stat(path)
      if (kind.isDirectory()) {
        const walked = await walkFiles(path, wanted)
        skipped.push(...walked.skipped)
        for (const [main, subagents] of await groupFiles(walked.files)) groups.set(main, subagents)
      } else if (kind.isFile()) {
        if (!groups.has(path)) groups.set(path, await subagentsBeside(path))
      } else skipped.push({ path, reason: 'special', message: 'neither a file nor a directory' })
    } catch (error) {
      skipped.push(skippedBy(path, error))
    }
  }
  const found = await mapConcurrently([...groups], PARALLEL, ([path, subagents]) => glance(path, subagents))
  const transcripts: TranscriptFile[] = []
  for (const { transcript, skips } of found) {
    if (transcript !== undefined) transcripts.push(transcript)
    skipped.push(...skips)
  }
  return { transcripts, skipped }
}

function isTranscriptName(name: string): boolean {
  return /\.jsonl?$/i.test(name) && !/\.meta\.json$/i.test(name)
}

interface Glance {
  readonly transcript?: TranscriptFile
  readonly skips: readonly SkippedPath[]
}

async function glance(path: string, subagents: readonly SubagentFile[]): Promise<Glance> {
  const skips: SkippedPath[] = []
  const look = async (file: string): Promise<Fingerprint | undefined> => {
    try {
      const { fingerprint, binary } = await glanceAtFile(file)
      if (!binary) return fingerprint
      skips.push({ path: file, reason: 'binary', message: 'not a text file' })
    } catch (error) {
      skips.push(skippedBy(file, error))
    }
    return undefined
  }
  const own = await look(path)
  if (own === undefined) return { skips }
  const parts: [Fingerprint, ...Fingerprint[]] = [own]
  const readable: SubagentFile[] = []
  for (const subagent of subagents) {
    const part = await look(subagent.path)
    if (part === undefined) continue
    parts.push(part)
    readable.push(subagent)
  }
  return { transcript: { path, fingerprint: combineFingerprints(parts), subagents: readable }, skips }
}
