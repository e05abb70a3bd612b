import type { Backend, ObjectReader } from '../backend.ts'
import { checkpointIn, isLater } from '../commit/read-checkpoints.ts'
import { readEntries, type TreeEntries, writeEntries } from '../commit/tree-entries.ts'
import { FOLDER } from '../tree-change.ts'

/** Levels of the tree: two digits of a commit, the commit, the session. */
const DEPTH = 3

/**
 * The tree that holds the checkpoints of both. A checkpoint that both hold differently is the later one, whoever merges, so that clones
 * that have seen the same are the same. Folders that are equal are not looked into.
 */
export async function mergeCheckpoints(
  backend: Backend,
  objects: ObjectReader,
  ours: string | null,
  theirs: string | null,
): Promise<string | null> {
  const merge = async (a: string | null, b: string | null, depth: number): Promise<string | null> => {
    if (a === b || b === null) return a
    if (a === null && depth > 0) return b
    if (depth === DEPTH) return a === null ? b : laterOf(objects, a, b)
    const merged: TreeEntries = new Map(await readEntries(objects, a))
    for (const [name, { id, mode }] of await readEntries(objects, b)) {
      const here = merged.get(name)
      // What else a stranger put there is not taken over.
      if (mode !== FOLDER || !isPlace(name, depth)) continue
      const folder = await merge(here?.mode === FOLDER ? here.id : null, id, depth + 1)
      if (folder !== null) merged.set(name, { mode: FOLDER, id: folder })
    }
    return writeEntries(backend, merged)
  }
  return merge(ours, theirs, 0)
}

const PLACES = [/^[0-9a-f]{2}$/, /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/]

function isPlace(name: string, depth: number): boolean {
  return PLACES[depth]?.test(name) ?? false
}

async function laterOf(objects: ObjectReader, a: string, b: string): Promise<string> {
  const [one, other] = [await checkpointIn(objects, a), await checkpointIn(objects, b)]
  if (one === undefined || other === undefined) return other === undefined ? a : b
  return isLater({ at: other.at, tree: b }, { at: one.at, tree: a }) ? b : a
}
