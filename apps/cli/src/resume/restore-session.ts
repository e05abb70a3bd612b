import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FoundCheckpoint } from '@ses/checkpoints'
import { SesError } from '@ses/model'
import { folderNames, makeFolder, readMetadata, refreshIndex, writeAtomically } from '@ses/store'
import type { Context } from '../context.ts'

/** What became of a session's data. */
export interface RestoredSession {
  readonly folder: string
  /** `kept`: another state of it was there, and stays. */
  readonly data: 'restored' | 'unchanged' | 'kept'
}

/** In the store, a folder counts from when its metadata is there. */
const LAST = 'metadata.json'

/** Writes the kept files of a session into the store. What is there already is never replaced, unless `force` says so. */
export async function restoreSession(
  context: Context,
  { agent, session }: FoundCheckpoint,
  artifacts: ReadonlyMap<string, Buffer>,
  force: boolean,
): Promise<RestoredSession> {
  const { store } = context
  const folder = folderOf(context, agent, session)
  const files = [...artifacts].filter(([name]) => !name.startsWith('transcript.'))
  const at = join(store.directory, folder)
  const there = files.filter(([name]) => existsSync(join(at, name)))
  const same = there.filter(([name, content]) => readFileSync(join(at, name)).equals(content))
  // The metadata of this machine names its transcript, which that of a checkpoint cannot.
  const differs =
    there.length - same.length >
    (there.some(([name]) => name === LAST) && !same.some(([name]) => name === LAST) ? 1 : 0)
  if (existsSync(join(at, LAST)) && !force) return { folder, data: differs ? 'kept' : 'unchanged' }
  if (files.every(([name]) => name !== 'summary.json')) {
    throw new SesError('unreadable', `the checkpoint of ${session} holds no summary`, { data: { session } })
  }
  makeFolder(store, folder)
  const ordered = files.sort(([a], [b]) => Number(a === LAST) - Number(b === LAST))
  for (const [name, content] of ordered) writeAtomically(store.fs, join(at, name), content.toString('utf8'))
  await refreshIndex(store, { lazily: true })
  return { folder, data: 'restored' }
}

/** The folder that the session has, or would be given. */
function folderOf({ store }: Context, agent: string, session: string): string {
  const [first, ...others] = folderNames(agent, session)
  const held = readMetadata(store, first)
  const isFree = held === undefined || (held.agent === agent && held.session_id === session)
  return isFree ? first : (others[0] ?? first)
}
