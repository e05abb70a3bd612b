import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { listFolder } from '../list-folder.ts'
import { mapConcurrently } from '../map-concurrently.ts'
import type { FileLayout, FileRelation } from './file-layout.ts'

const PARALLEL = 16

/**
 * The tree of versions before 1.2: `storage/session/<project>/<session>.json`, then its `message/<session>/*.json`, then their
 * `part/<message>/*.json`; sub-agents' sessions follow those that started them.
 */
export const opencode: FileLayout = {
  agent: 'opencode',
  relate: async (files) => {
    const sessions = files.filter((file) => storageOf(file) !== undefined)
    const byId = new Map(sessions.map((file) => [basename(file, '.json'), file]))
    const relations = await mapConcurrently(sessions, PARALLEL, async (to) => {
      const parent = byId.get((await parentOf(to)) ?? '')
      const own: FileRelation[] = parent === undefined || parent === to ? [] : [{ file: to, to: parent, as: 'after' }]
      for (const file of await contentOf(to)) own.push({ file, to, as: 'after' })
      return own
    })
    return relations.flat()
  },
  around: async (path) => {
    const storage = storageOf(path)
    return storage === undefined ? [] : listFolder(dirname(path), (name) => name.endsWith('.json'))
  },
}

/** The tree that a session's file is part of. */
export function storageOf(file: string): string | undefined {
  const kind = dirname(dirname(file))
  const storage = dirname(kind)
  return basename(kind) === 'session' && basename(storage) === 'storage' && file.endsWith('.json') ? storage : undefined
}

async function contentOf(session: string): Promise<string[]> {
  const storage = storageOf(session) as string
  const isDocument = (name: string): boolean => name.endsWith('.json')
  const messages = await listFolder(join(storage, 'message', basename(session, '.json')), isDocument)
  const parts = await mapConcurrently(messages, PARALLEL, (message) =>
    listFolder(join(storage, 'part', basename(message, '.json')), isDocument),
  )
  return [...messages, ...parts.flat()]
}

async function parentOf(file: string): Promise<string | undefined> {
  try {
    const { parentID } = JSON.parse(await readFile(file, 'utf8')) as { parentID?: unknown }
    return typeof parentID === 'string' ? parentID : undefined
  } catch {
    return undefined
  }
}
