import type { BytePath } from '../../byte-path.ts'
import { FOLDER, type TreeEntry } from '../../tree-change.ts'
import type { Objects } from './objects.ts'

/** Writes a tree and all below it. `files` by path; order does not matter. */
export function writeTree(objects: Objects, files: ReadonlyMap<BytePath, TreeEntry>): string {
  const here = new Map<string, TreeEntry>()
  const below = new Map<string, Map<BytePath, TreeEntry>>()
  for (const [path, entry] of files) {
    const slash = path.indexOf('/')
    if (slash === -1) {
      here.set(path, entry)
      continue
    }
    const folder = path.slice(0, slash)
    const inside = below.get(folder) ?? new Map<BytePath, TreeEntry>()
    below.set(folder, inside.set(path.slice(slash + 1), entry))
  }
  for (const [folder, inside] of below) here.set(folder, { mode: FOLDER, id: writeTree(objects, inside) })
  const key = (name: string, mode: string): string => (mode === FOLDER ? `${name}/` : name)
  const sorted = [...here].sort(([a, x], [b, y]) => (key(a, x.mode) < key(b, y.mode) ? -1 : 1))
  const parts = sorted.flatMap(([name, { mode, id }]) => [
    Buffer.from(`${mode} ${name}\0`, 'latin1'),
    Buffer.from(id, 'hex'),
  ])
  return objects.write('tree', Buffer.concat(parts))
}
