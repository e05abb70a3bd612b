import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { ArchivedSource } from '@ses/archive'
import {
  combineFingerprints,
  type Fingerprint,
  glanceAtFile,
  parseDatabasePath,
  type SubagentFile,
  type TranscriptFile,
} from '@ses/sources'

/** The files of a transcript, or of one of its sub-agents'. */
export type TranscriptParts = Pick<SubagentFile, 'path' | 'parts'>

/**
 * The state of what a text of a session is read from. A database tells one state for a session and its sub-agents. Throws the file
 * system's own error when the main file cannot be read.
 */
export async function sourceState({ path, parts }: TranscriptParts, session: TranscriptFile): Promise<ArchivedSource> {
  if (parts !== undefined) return sourceOf(path, await stateOfParts(path, parts), 'files')
  if (isInDatabase(path)) return sourceOf(path, session.fingerprint, 'database')
  const whole = path === session.path && session.subagents.length === 0
  return sourceOf(path, whole ? session.fingerprint : (await glanceAtFile(path)).fingerprint)
}

/** Whether a path names a session of a database, and no file. */
export function isInDatabase(path: string): boolean {
  return parseDatabasePath(path) !== undefined && !existsSync(path)
}

/** A session may lie in thousands of files: of all but the main one size and time have to do. */
async function stateOfParts(main: string, parts: readonly string[]): Promise<Fingerprint> {
  const prints: [Fingerprint, ...Fingerprint[]] = [(await glanceAtFile(main)).fingerprint]
  for (const part of parts) {
    if (part === main) continue
    const found = await stat(part).catch(() => undefined)
    // One that has gone meanwhile is missing from the text, too.
    if (found !== undefined) prints.push({ size: found.size, mtimeMs: found.mtimeMs, hash: part })
  }
  return combineFingerprints(prints)
}

function sourceOf(path: string, print: Fingerprint, assembled?: 'files' | 'database'): ArchivedSource {
  const { size, mtimeMs, hash } = print
  return {
    path,
    bytes: size,
    fingerprint: `${size}-${mtimeMs}-${hash}`,
    ...(assembled === undefined ? {} : { assembled }),
  }
}
