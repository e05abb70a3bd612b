import { stat } from 'node:fs/promises'
import { combineFingerprints, type Fingerprint, glanceAtFile } from './fingerprint.ts'
import type { FileGroup } from './group-files.ts'
import { type SkippedPath, skippedBy } from './skipped-path.ts'
import type { SubagentFile, TranscriptFile } from './transcript-file.ts'

/** A group of files as far as they can be read. */
export interface TranscriptGlance {
  /** Absent when the main file cannot be used. */
  readonly transcript?: TranscriptFile
  readonly skips: readonly SkippedPath[]
}

/** Of sessions that are spread over more files than this, only size and time of the parts are looked at. */
const LOOKED_INTO = 20

/** Looks at all files of a session. Parts and sub-agents that cannot be read are left out of it. */
export async function glanceAtTranscript({ path, parts = [path], subagents }: FileGroup): Promise<TranscriptGlance> {
  const skips: SkippedPath[] = []
  const look = async (file: string, deep: boolean): Promise<Fingerprint | undefined> => {
    try {
      if (!deep) {
        const { size, mtimeMs } = await stat(file)
        return { size, mtimeMs, hash: '' }
      }
      const { fingerprint, binary } = await glanceAtFile(file)
      if (!binary) return fingerprint
      skips.push({ path: file, reason: 'binary', message: 'not a text file' })
    } catch (error) {
      skips.push(skippedBy(file, error))
    }
    return undefined
  }
  const own = await look(path, true)
  if (own === undefined) return { skips }
  const prints: [Fingerprint, ...Fingerprint[]] = [own]
  /** The readable ones of several parts; `main` was looked at already. */
  const lookAtParts = async (files: readonly string[], main?: string): Promise<string[]> => {
    const readable: string[] = []
    for (const file of files) {
      const print = file === main ? undefined : await look(file, files.length <= LOOKED_INTO)
      if (print !== undefined) prints.push(print)
      if (print !== undefined || file === main) readable.push(file)
    }
    return readable
  }
  const readableParts = await lookAtParts(parts, path)
  const readable: SubagentFile[] = []
  for (const subagent of subagents) {
    const files = await lookAtParts(subagent.parts ?? [subagent.path])
    if (!files.includes(subagent.path)) continue
    const { parts: _all, ...facts } = subagent
    readable.push(files.length > 1 ? { ...facts, parts: files } : facts)
  }
  const fingerprint = combineFingerprints(prints)
  const several = readableParts.length > 1 ? { parts: readableParts } : {}
  return { transcript: { path, fingerprint, subagents: readable, ...several }, skips }
}
