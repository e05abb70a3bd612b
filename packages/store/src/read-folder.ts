import { join } from 'node:path'
import type { Summary } from '@ses/schema'
import type { SessionStore } from './session-store.ts'
import { readTextIfAny } from './store-fs.ts'
import type { StoredMetadata } from './stored-metadata.ts'

/** The summary in a folder; undefined when there is none or it is damaged. */
export function readSummary(store: SessionStore, folder: string): Summary | undefined {
  const value = readJson(store, folder, 'summary.json') as Summary | undefined
  const sound =
    typeof value?.session?.id === 'string' &&
    typeof value.session.agent === 'string' &&
    Array.isArray(value.changes?.files)
  return sound ? value : undefined
}

/** The metadata in a folder; undefined when there is none or it is damaged. */
export function readMetadata(store: SessionStore, folder: string): StoredMetadata | undefined {
  const value = readJson(store, folder, 'metadata.json') as StoredMetadata | undefined
  return typeof value?.session_id === 'string' && typeof value.agent === 'string' ? value : undefined
}

function readJson(store: SessionStore, folder: string, name: string): unknown {
  try {
    const text = readTextIfAny(store.fs, join(store.directory, folder, name))
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
