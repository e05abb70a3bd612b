import { SesError } from '@ses/model'
import type { Backend, BackendPlace, RawCommit } from '../../backend.ts'
import { compareTrees } from '../../compare-trees.ts'
import { moveRefFile, readRefFiles } from '../../ref-files.ts'
import { captureTree } from './capture-tree.ts'
import { openObjects } from './objects.ts'
import { pathHistory } from './path-history.ts'

/** Needs no program: reads objects with isomorphic-git and reads every file at every capture. */
export async function portableBackend(place: BackendPlace): Promise<Backend> {
  const { commonDir } = place.repository
  const objects = openObjects(commonDir)
  const readCommit = async (id: string): Promise<string | undefined> => {
    const object = await objects.read(id)
    return object?.type === 'commit' ? object.content.toString('utf8') : undefined
  }
  const readTree = async (id: string): Promise<Buffer | undefined> => {
    const object = await objects.read(id)
    return object?.type === 'tree' ? object.content : undefined
  }
  return {
    id: 'portable',
    captureTree: (request) => captureTree(place, objects, request),
    readRefs: async (names) => readRefFiles(commonDir, names),
    readHistory: async (commits) => {
      const found = new Map<string, RawCommit>()
      const open = [...commits]
      for (let id = open.pop(); id !== undefined; id = open.pop()) {
        if (found.has(id)) continue
        const text = await readCommit(id)
        if (text === undefined) throw new SesError('external', `commit ${id} is missing`, { data: { id } })
        found.set(id, { id, text })
        const head = text.slice(0, text.indexOf('\n\n'))
        open.push(...[...head.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent]) => parent ?? ''))
      }
      return [...found.values()]
    },
    readCommit,
    writeCommit: async (text) => objects.write('commit', Buffer.from(text)),
    writeBlob: async (content) => objects.write('blob', content),
    writeTree: async (content) => objects.write('tree', content),
    moveRef: async (name, from, to) => moveRefFile(commonDir, name, from, to),
    diffTrees: (from, to) => compareTrees(readTree, from, to),
    resetIndex: async () => {
      throw new SesError('external', 'moving a branch needs the git program')
    },
    openBlobs: () => ({
      read: async (id) => {
        const object = await objects.read(id)
        if (object?.type !== 'blob') throw new SesError('external', `object ${id} is missing`, { data: { id } })
        return object.content
      },
      close: async () => {},
    }),
    openObjects: () => ({ read: (id) => objects.read(id), close: async () => {} }),
    pathHistory: (path, tips) => pathHistory(commonDir, objects, path, tips),
    bytesHeldBy: async () => undefined,
    packHeldBy: async () => 0,
    sparsePaths: async () => new Set(),
  }
}
