import type { Backend, ObjectReader } from '../backend.ts'
import type { BytePath } from '../byte-path.ts'
import { alignSequences } from './align-sequences.ts'
import { lineKey, linesOf } from './attributed-text.ts'

/** So many removed files are compared. */
const MOST_CANDIDATES = 30
/** A file that shares less with a removed one is a new file. */
const SAME_SHARE = 0.5

/** The file that was removed when this one came, and that it was made of; undefined: none is alike enough. */
export async function findRenamed(
  { diffTrees }: Pick<Backend, 'diffTrees'>,
  objects: ObjectReader,
  from: string,
  to: string,
  path: BytePath,
): Promise<BytePath | undefined> {
  const changes = await diffTrees(from, to)
  const content = changes.find((change) => change.path === path)?.to?.id
  const removed = changes.filter((change) => change.to === null && change.from?.mode.startsWith('100') === true)
  if (content === undefined) return undefined
  const same = removed.find((change) => change.from?.id === content)
  if (same !== undefined) return same.path
  const wanted = await keysOf(objects, content)
  let best: BytePath | undefined
  let most = SAME_SHARE
  for (const { path: old, from: entry } of removed.slice(0, MOST_CANDIDATES)) {
    const keys = await keysOf(objects, entry?.id ?? '')
    const kept = alignSequences(keys, wanted).reduce((sum, source) => (source < 0 ? sum : sum + 1), 0)
    const share = kept / Math.max(keys.length, wanted.length, 1)
    if (share >= most) [best, most] = [old, share]
  }
  return best
}

async function keysOf(objects: ObjectReader, id: string): Promise<string[]> {
  const object = await objects.read(id)
  return object === undefined ? [] : linesOf(object.content.toString('utf8')).map(lineKey)
}
