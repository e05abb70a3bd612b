import { SesError } from '@ses/model'
import type { Backend } from './backend.ts'
import { type BytePath, isInside, shownPath } from './byte-path.ts'
import { findObstacles } from './find-obstacles.ts'
import { mergeFiles } from './merge-files.ts'
import type { Shadow } from './open-shadow.ts'
import type { Snapshot } from './snapshot.ts'
import { NESTED, type TreeChange, type TreeEntry } from './tree-change.ts'

/** What to do with files that somebody else changed since the session's last snapshot. */
export type ForeignPolicy = 'refuse' | 'replace' | 'merge'

export interface PlanRequest {
  readonly target: Snapshot
  /** Tree of the work tree as it is. */
  readonly present: string
  /** The session's last snapshot; absent: all that is there counts as somebody else's. */
  readonly last?: Snapshot
  /** Files and folders to which the rewind is limited; default: all. */
  readonly paths?: readonly BytePath[]
  readonly foreign: ForeignPolicy
}

/** What a rewind does, before it does it. */
export interface RewindPlan {
  readonly changes: readonly TreeChange[]
  /** Files the rewind touches that somebody else changed since the session's last snapshot. */
  readonly foreign: readonly BytePath[]
  /** Files merged from both sides. */
  readonly merged: readonly BytePath[]
  /** Merged files in which both sides changed the same lines, and files that could not be merged and stay as they are. */
  readonly conflicts: readonly BytePath[]
  /** Nested repositories at another commit than then; they are not touched. */
  readonly nested: readonly BytePath[]
  /** Files in the way that no snapshot holds. The rewind is impossible while there are any. */
  readonly obstacles: readonly BytePath[]
}

/** Compares the present with a snapshot. Writes nothing but merged contents, as objects that nothing refers to yet. */
export async function planRewind(shadow: Shadow, request: PlanRequest): Promise<RewindPlan> {
  const { backend, repository } = shadow
  const { target, present, last, foreign: policy } = request
  const leftOut = new Set((target.leftOut ?? []).map(({ path }) => path))
  const sparse = await backend.sparsePaths()
  const all = (await backend.diffTrees(present, target.tree)).filter(
    ({ path, to }) => isWithin(path, request.paths) && !sparse.has(path) && !(to === null && leftOut.has(path)),
  )
  const strange = all.filter(({ path }) => !isInside(path)).map(({ path }) => path)
  if (strange.length > 0) throw new SesError('unsafe', `${named(strange)} is no path of a work tree`, { data: {} })
  const isNested = ({ from, to }: TreeChange): boolean => from?.mode === NESTED || to?.mode === NESTED
  const nested = all.filter(isNested).map(({ path }) => path)
  const own = all.filter((change) => !isNested(change))
  const since = new Map((await backend.diffTrees(last?.tree ?? null, present)).map((change) => [change.path, change]))
  const foreign = own.filter(({ path }) => since.has(path)).map(({ path }) => path)
  const mixed =
    policy === 'merge' ? await mergeAll(backend, own, since, target.id) : { changes: own, merged: [], conflicts: [] }
  return { ...mixed, foreign, nested, obstacles: findObstacles(repository.workTree, mixed.changes) }
}

/** Throws what stands in the way of a plan: `changed_since` or `unsafe`. */
export function refuseIfUnsafe(plan: RewindPlan, policy: ForeignPolicy): void {
  const { foreign, obstacles } = plan
  if (policy === 'refuse' && foreign.length > 0) {
    throw new SesError('changed_since', named(foreign), { data: { paths: foreign.map(shownPath) } })
  }
  if (obstacles.length > 0) {
    const message = `${named(obstacles)} would be replaced and no snapshot holds it`
    throw new SesError('unsafe', message, { data: { paths: obstacles.map(shownPath) } })
  }
}

function named(paths: readonly BytePath[]): string {
  const first = paths.slice(0, 3).map(shownPath).join(', ')
  return paths.length > 3 ? `${first} and ${paths.length - 3} more` : first
}

function isWithin(path: BytePath, paths: readonly BytePath[] | undefined): boolean {
  return paths === undefined || paths.some((one) => one === '' || path === one || path.startsWith(`${one}/`))
}

async function mergeAll(
  backend: Backend,
  changes: readonly TreeChange[],
  since: ReadonlyMap<BytePath, TreeChange>,
  target: string,
): Promise<Pick<RewindPlan, 'changes' | 'merged' | 'conflicts'>> {
  const blobs = backend.openBlobs()
  const result: { changes: TreeChange[]; merged: BytePath[]; conflicts: BytePath[] } = {
    changes: [],
    merged: [],
    conflicts: [],
  }
  try {
    for (const change of changes) {
      const { path, from, to } = change
      const theirs = since.get(path)
      if (theirs === undefined) {
        result.changes.push(change)
        continue
      }
      const base = theirs.from
      // The session has not touched the file since the target: only the other's change is there, and stays.
      if (base === null ? to === null : isSame(base, to)) continue
      if (base === null || from === null || to === null || ![base, from, to].every(isText)) {
        result.conflicts.push(path)
        continue
      }
      const contents = [await blobs.read(base.id), await blobs.read(from.id), await blobs.read(to.id)] as const
      const merged = mergeFiles(...contents, { present: 'present', target: `checkpoint ${target.slice(0, 10)}` })
      if (merged === undefined) {
        result.conflicts.push(path)
        continue
      }
      const id = await backend.writeBlob(merged.content)
      const mode = base.mode === from.mode ? to.mode : from.mode
      result.changes.push({ path, from, to: { mode, id } })
      result.merged.push(path)
      if (merged.conflicts > 0) result.conflicts.push(path)
    }
  } finally {
    await blobs.close()
  }
  return result
}

function isSame(a: TreeEntry, b: TreeEntry | null): boolean {
  return b !== null && a.id === b.id && a.mode === b.mode
}

function isText({ mode }: TreeEntry): boolean {
  return mode === '100644' || mode === '100755'
}
