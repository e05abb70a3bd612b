import type { PathCommit } from '../backend.ts'
import type { BytePath } from '../byte-path.ts'
import type { Snapshot } from '../snapshot.ts'
import type { TreeLookup } from '../tree-lookup.ts'
import type { Making } from './made-here.ts'

/** One path through all snapshots and all commits that changed it. */
export interface PathStates {
  readonly path: BytePath
  /** Id of the file's content in each snapshot; undefined: it was not there. */
  readonly held: readonly (string | undefined)[]
  readonly commits: ReadonlyMap<string, CommitState>
}

interface CommitState {
  readonly commit: PathCommit
  /** Undefined: it removed the file. */
  readonly content: string | undefined
  /** So many snapshots had been taken before it. */
  readonly slot: number
}

/** What path states are made of. */
export interface PathSources {
  readonly snapshots: readonly Snapshot[]
  readonly entryAt: TreeLookup
  readonly made: ReadonlyMap<string, Making>
  readonly history: (path: BytePath) => Promise<readonly PathCommit[]>
}

/** Looks a path up everywhere. */
export async function pathStates(
  { snapshots, entryAt, made, history }: PathSources,
  path: BytePath,
): Promise<PathStates> {
  const fileAt = async (tree: string): Promise<string | undefined> => {
    const entry = await entryAt(tree, path)
    return entry?.mode.startsWith('100') === true ? entry.id : undefined
  }
  const held: (string | undefined)[] = []
  for (const { tree } of snapshots) held.push(await fileAt(tree))
  const found = await history(path)
  const contents = new Map<string, string | undefined>()
  for (const { id, tree } of found) contents.set(id, await fileAt(tree))
  const slots = slotsOf(found, snapshots, made)
  const commits = found.map((commit): [string, CommitState] => {
    const { id } = commit
    return [id, { commit, content: contents.get(id), slot: slots.get(id) ?? 0 }]
  })
  return { path, held, commits: new Map(commits) }
}

/**
 * Before which snapshot each commit was made. Git's clock has seconds only, so within one it is told by the reflog and by what HEAD was at;
 * a parent is made before its child.
 */
function slotsOf(
  commits: readonly PathCommit[],
  snapshots: readonly Snapshot[],
  made: ReadonlyMap<string, Making>,
): Map<string, number> {
  const firstAt = new Map<string, number>()
  snapshots.forEach(({ head }, at) => {
    if (head !== undefined && !firstAt.has(head)) firstAt.set(head, at)
  })
  const slots = new Map<string, number>()
  for (const { id, committedAt } of commits) {
    const end = committedAt + 999
    let [low, high] = [0, snapshots.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((snapshots[middle]?.at ?? 0) <= end) low = middle + 1
      else high = middle
    }
    const [from, to] = made.get(id)?.slots ?? [0, snapshots.length]
    slots.set(id, Math.max(from, Math.min(low, to, firstAt.get(id) ?? low)))
  }
  // Children come before their parents in the list.
  for (const { id, parents } of commits) {
    const own = slots.get(id) ?? 0
    for (const parent of parents) slots.set(parent, Math.min(own, slots.get(parent) ?? own))
  }
  return slots
}

/** The commit that HEAD of a snapshot stood on as far as this path goes: itself, or the latest that left the same content. */
export function commitLeaving(
  states: PathStates,
  head: string,
  content: string | undefined,
  before: number,
): string | undefined {
  if (states.commits.has(head)) return head
  let found: CommitState | undefined
  for (const state of states.commits.values()) {
    if (state.content === undefined || state.content !== content || state.slot > before) continue
    if (found === undefined || state.commit.committedAt > found.commit.committedAt) found = state
  }
  return found?.commit.id
}
