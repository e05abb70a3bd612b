import { join } from 'node:path'
import { makeFolder, readTextIfAny, type SessionStore, writeAtomically } from '@ses/store'
import type { SessionDigest } from './session-digest.ts'

/** A digest as it is kept, with the stamp of the folder it was made from; what depends on the time zone is left out. */
export interface KeptDigest {
  readonly stamp: string
  readonly digest: Omit<SessionDigest, 'local'>
}

/** Another number when a digest holds something else: those of another one are not read. */
const FORMAT = 1

/** What an earlier dashboard has kept, by folder; empty where that is nothing, or damaged. May be deleted at any time. */
export function readDigests(store: SessionStore): ReadonlyMap<string, KeptDigest> {
  try {
    const kept = JSON.parse(readTextIfAny(store.fs, pathIn(store)) ?? 'null') as {
      format?: unknown
      entries?: readonly KeptDigest[]
    } | null
    if (kept?.format !== FORMAT || !Array.isArray(kept.entries)) return new Map()
    return new Map(kept.entries.map((entry) => [entry.digest.listed.folder, entry]))
  } catch {
    return new Map()
  }
}

/** Keeps digests for the next dashboard, where that is possible. */
export function writeDigests(store: SessionStore, entries: readonly KeptDigest[]): void {
  try {
    makeFolder(store, '.dashboard')
    writeAtomically(store.fs, pathIn(store), JSON.stringify({ format: FORMAT, entries }))
  } catch {
    // The next one reads the summaries.
  }
}

function pathIn({ directory }: SessionStore): string {
  return join(directory, '.dashboard', 'digests.json')
}
