import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PathCommit } from '../../backend.ts'
import type { BytePath } from '../../byte-path.ts'
import { readRefFiles } from '../../ref-files.ts'
import { openTreeLookup } from '../../tree-lookup.ts'
import type { Objects } from './objects.ts'

/** Walks the whole history, and keeps the commits that changed the path. Reflogs of branches other than HEAD are not looked at. */
export async function pathHistory(
  commonDir: string,
  objects: Objects,
  path: BytePath,
  tips: readonly string[],
): Promise<PathCommit[]> {
  const refs = readRefFiles(commonDir, ['refs/heads/', 'refs/remotes/', 'refs/tags/']).map(({ commit }) => commit)
  const all = new Map<string, PathCommit>()
  const open = [...tips, ...refs, ...loggedHeads(commonDir)]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (all.has(id)) continue
    const object = await objects.read(id).catch(() => undefined)
    if (object?.type !== 'commit') continue
    const commit = commitOf(id, object.content.toString('utf8'))
    all.set(id, commit)
    open.push(...commit.parents)
  }
  const entryOf = openTreeLookup(objects)
  const at = async (commit: PathCommit | undefined): Promise<string | undefined> =>
    commit === undefined ? undefined : (await entryOf(commit.tree, path))?.id
  const kept = new Set<string>()
  for (const commit of all.values()) {
    const own = await at(commit)
    const parents = await Promise.all(commit.parents.map((id) => at(all.get(id))))
    if (parents.length === 0 ? own !== undefined : parents.every((one) => one !== own)) kept.add(commit.id)
  }
  const nearest = (id: string, seen = new Set<string>()): string[] => {
    const found: string[] = []
    const open = [id]
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      if (seen.has(one)) continue
      seen.add(one)
      if (kept.has(one)) found.push(one)
      else open.push(...(all.get(one)?.parents ?? []))
    }
    return found
  }
  return [...all.values()]
    .filter(({ id }) => kept.has(id))
    .map((commit) => ({ ...commit, parents: [...new Set(commit.parents.flatMap((id) => nearest(id)))] }))
    .sort((a, b) => b.committedAt - a.committedAt)
}

function loggedHeads(commonDir: string): string[] {
  try {
    const text = readFileSync(join(commonDir, 'logs/HEAD'), 'utf8')
    return [...text.matchAll(/^[0-9a-f]+ ([0-9a-f]+) /gm)].flatMap(([, id]) => id ?? [])
  } catch {
    return []
  }
}

function commitOf(id: string, text: string): PathCommit {
  const cut = text.indexOf('\n\n')
  const head = cut === -1 ? text : text.slice(0, cut)
  const [, author = ''] = /^author (.*?) <[^\n]*$/m.exec(head) ?? []
  const [, seconds = '0'] = /^committer [^\n]*> (-?\d+) [+-]\d+$/m.exec(head) ?? []
  return {
    id,
    parents: [...head.matchAll(/^parent ([0-9a-f]+)$/gm)].flatMap(([, parent]) => parent ?? []),
    tree: /^tree ([0-9a-f]+)$/m.exec(head)?.[1] ?? '',
    committedAt: Number(seconds) * 1000,
    author,
    subject: cut === -1 ? '' : (text.slice(cut + 2).split('\n', 1)[0] ?? ''),
  }
}
