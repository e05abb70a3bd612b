import type { ObjectReader } from './backend.ts'
import type { BytePath } from './byte-path.ts'
import { FOLDER, type TreeEntry } from './tree-change.ts'

/** What a tree holds at a path; undefined: nothing. */
export type TreeLookup = (tree: string, path: BytePath) => Promise<TreeEntry | undefined>

/** Looks paths up in many trees; a folder that many of them share is read once. */
export function openTreeLookup(objects: Pick<ObjectReader, 'read'>): TreeLookup {
  const known = new Map<string, Promise<TreeEntry | undefined>>()
  const child = (tree: string, name: string): Promise<TreeEntry | undefined> => {
    const key = `${tree}/${name}`
    let found = known.get(key)
    if (found === undefined) {
      found = objects.read(tree).then((object) => (object?.type === 'tree' ? entryIn(object.content, name) : undefined))
      known.set(key, found)
    }
    return found
  }
  return async (tree, path) => {
    const parts = path.split('/')
    let entry: TreeEntry | undefined = { mode: FOLDER, id: tree }
    for (const part of parts) {
      if (entry?.mode !== FOLDER) return undefined
      entry = await child(entry.id, part)
    }
    return entry
  }
}

function entryIn(content: Buffer, name: string): TreeEntry | undefined {
  const wanted = Buffer.from(name, 'latin1')
  // Ids have as many bytes as the repository's hash; no entry ends in the middle of the object.
  const width = idWidth(content)
  for (let at = 0; at < content.length; ) {
    const blank = content.indexOf(32, at)
    const end = content.indexOf(0, blank)
    if (content.subarray(blank + 1, end).equals(wanted)) {
      return { mode: content.toString('latin1', at, blank), id: content.toString('hex', end + 1, end + 1 + width) }
    }
    at = end + 1 + width
  }
  return undefined
}

/** 20 where all entries fit with it, else 32. */
function idWidth(content: Buffer): 20 | 32 {
  let at = 0
  while (at < content.length) {
    const end = content.indexOf(0, at)
    if (end === -1 || !/^(?:100\d{3}|40000|120000|160000) /.test(content.toString('latin1', at, at + 7))) return 32
    at = end + 21
  }
  return at === content.length ? 20 : 32
}
