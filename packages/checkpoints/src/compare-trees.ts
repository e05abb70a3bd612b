import { SesError } from '@ses/model'
import type { BytePath } from './byte-path.ts'
import { FOLDER, type TreeChange, type TreeEntry } from './tree-change.ts'

/** Content of a tree object; undefined: it is not to be had. */
export type ReadTree = (id: string) => Promise<Buffer | undefined>

/** Compares two trees of SHA-1 ids down to their files. Null is the empty tree. Throws `external` when one of them is missing. */
export async function compareTrees(read: ReadTree, from: string | null, to: string | null): Promise<TreeChange[]> {
  const changes: TreeChange[] = []
  const visit = async (prefix: BytePath, a: string | null, b: string | null): Promise<void> => {
    if (a === b) return
    const [before, after] = [await readTree(read, a), await readTree(read, b)]
    for (const name of new Set([...before.keys(), ...after.keys()])) {
      const [x, y] = [before.get(name) ?? null, after.get(name) ?? null]
      if (x !== null && y !== null && x.id === y.id && x.mode === y.mode) continue
      const [folder, other] = [folderId(x), folderId(y)]
      if (folder !== null || other !== null) await visit(`${prefix}${name}/`, folder, other)
      const [file, next] = [folder === null ? x : null, other === null ? y : null]
      if (file !== null || next !== null) changes.push({ path: prefix + name, from: file, to: next })
    }
  }
  await visit('', from, to)
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1))
}

function folderId(entry: TreeEntry | null): string | null {
  return entry?.mode === FOLDER ? entry.id : null
}

async function readTree(read: ReadTree, id: string | null): Promise<Map<string, TreeEntry>> {
  const entries = new Map<string, TreeEntry>()
  if (id === null) return entries
  const content = await read(id)
  if (content === undefined) throw new SesError('external', `tree ${id} is missing`, { data: { id } })
  for (let at = 0; at < content.length; ) {
    const blank = content.indexOf(32, at)
    const end = content.indexOf(0, blank)
    const mode = content.toString('latin1', at, blank)
    entries.set(content.toString('latin1', blank + 1, end), { mode, id: content.toString('hex', end + 1, end + 21) })
    at = end + 21
  }
  return entries
}
