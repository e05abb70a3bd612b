import type { Backend, ObjectReader } from '../backend.ts'
import { FOLDER, type TreeEntry } from '../tree-change.ts'

/** Entries of one tree object by name, one character per byte. */
export type TreeEntries = Map<string, TreeEntry>

/** Reads one tree; null is the empty one. A tree that is missing or damaged has the entries that can be read. */
export async function readEntries(objects: ObjectReader, id: string | null): Promise<TreeEntries> {
  const entries: TreeEntries = new Map()
  if (id === null) return entries
  const object = await objects.read(id)
  if (object?.type !== 'tree') return entries
  const { content } = object
  const idBytes = id.length / 2
  for (let at = 0; at < content.length; ) {
    const blank = content.indexOf(32, at)
    const end = content.indexOf(0, blank)
    if (blank < 0 || end < 0) break
    const name = content.toString('latin1', blank + 1, end)
    const next = end + 1 + idBytes
    entries.set(name, { mode: content.toString('latin1', at, blank), id: content.toString('hex', end + 1, next) })
    at = next
  }
  return entries
}

/** Writes one tree. Null: it would be empty, and git has no empty folders. */
export async function writeEntries(backend: Backend, entries: TreeEntries): Promise<string | null> {
  if (entries.size === 0) return null
  const key = (name: string, mode: string): string => (mode === FOLDER ? `${name}/` : name)
  const sorted = [...entries].sort(([a, x], [b, y]) => (key(a, x.mode) < key(b, y.mode) ? -1 : 1))
  const parts = sorted.flatMap(([name, { mode, id }]) => [
    Buffer.from(`${mode} ${name}\0`, 'latin1'),
    Buffer.from(id, 'hex'),
  ])
  return backend.writeTree(Buffer.concat(parts))
}

/** Id of the folder at a path below a tree; null: there is none. */
export async function folderAt(
  objects: ObjectReader,
  root: string | null,
  path: readonly string[],
): Promise<string | null> {
  let at = root
  for (const name of path) {
    const entry = (await readEntries(objects, at)).get(name)
    if (entry?.mode !== FOLDER) return null
    at = entry.id
  }
  return at
}

/** Puts a folder at a path below a tree, or with null takes it away; returns the new root. Costs one tree per part of the path. */
export async function withFolder(
  backend: Backend,
  objects: ObjectReader,
  root: string | null,
  path: readonly string[],
  folder: string | null,
): Promise<string | null> {
  const [name, ...rest] = path
  if (name === undefined) return folder
  const entries = await readEntries(objects, root)
  const below = entries.get(name)
  const id = await withFolder(backend, objects, below?.mode === FOLDER ? below.id : null, rest, folder)
  if (id === null) entries.delete(name)
  else entries.set(name, { mode: FOLDER, id })
  return writeEntries(backend, entries)
}
