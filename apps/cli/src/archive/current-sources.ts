import { dirname } from 'node:path'
import type { ArchivedSource } from '@ses/archive'
import { findTranscripts, glanceAtFile, parseDatabasePath, type TranscriptFile } from '@ses/sources'
import { sourceState } from './source-state.ts'

/** Tells the fingerprints that sources have now; undefined for what is not there any more. Remembers folders and databases it has read. */
export function currentSources(): (source: ArchivedSource) => Promise<string | undefined> {
  const places = new Map<string, Promise<ReadonlyMap<string, string>>>()
  return async ({ path, assembled }) => {
    if (assembled === undefined) return fingerprintOf(path)
    const place = assembled === 'database' ? (parseDatabasePath(path)?.file ?? path) : dirname(path)
    let states = places.get(place)
    if (states === undefined) {
      states = statesAt(place)
      places.set(place, states)
    }
    return (await states).get(path)
  }
}

async function fingerprintOf(path: string): Promise<string | undefined> {
  try {
    const { size, mtimeMs, hash } = (await glanceAtFile(path)).fingerprint
    return `${size}-${mtimeMs}-${hash}`
  } catch {
    return undefined
  }
}

/** Of all sessions and sub-agents in a folder or a database. */
async function statesAt(place: string): Promise<ReadonlyMap<string, string>> {
  const states = new Map<string, string>()
  const { transcripts } = await findTranscripts([place])
  for (const file of transcripts) {
    for (const part of [file, ...file.subagents]) {
      const state = await stateOf(part, file)
      if (state !== undefined) states.set(part.path, state)
    }
  }
  return states
}

async function stateOf(part: Parameters<typeof sourceState>[0], file: TranscriptFile): Promise<string | undefined> {
  try {
    return (await sourceState(part, file)).fingerprint
  } catch {
    return undefined
  }
}
