import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { readState } from '@ses/capture'
import type { Session } from '@ses/model'
import { folderNames, type SessionStore } from '@ses/store'

/**
 * The recorded hook events of a session, as `analyzeSession` takes them, so that an import and the hooks of one session make one; undefined
 * when none were recorded, or none were looked at yet. The file is opened by whoever begins to read, each time from the start.
 */
export function recordedEvents(
  store: SessionStore,
  { id, agent }: Pick<Session, 'id' | 'agent'>,
): AsyncIterable<Uint8Array> | undefined {
  const folder = folderNames(agent, id).find((name) => {
    const state = readState(store, name)
    return state?.agent === agent && state.session_id === id
  })
  if (folder === undefined) return undefined
  const path = join(store.directory, folder, 'events.jsonl')
  return { [Symbol.asyncIterator]: () => createReadStream(path)[Symbol.asyncIterator]() }
}
