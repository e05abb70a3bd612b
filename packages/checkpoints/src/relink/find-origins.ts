import { runGitIn } from '../backends/git/run-git-in.ts'
import { patchIdBetween } from '../commit/patch-ids.ts'
import type { FoundCheckpoint } from '../commit/read-checkpoints.ts'
import type { CommitFacts } from '../commit/read-commit-facts.ts'
import type { Environment } from '../environment.ts'
import type { Shadow } from '../open-shadow.ts'
import type { Rewrites } from './read-rewrites.ts'

/** What checkpoints are known by when their commit has another id now. */
export interface OriginIndex {
  readonly byCommit: ReadonlyMap<string, readonly FoundCheckpoint[]>
  readonly byPatch: ReadonlyMap<string, readonly FoundCheckpoint[]>
  /** By trees before and after. */
  readonly byTrees: ReadonlyMap<string, readonly FoundCheckpoint[]>
  /** By a file and its content afterwards. */
  readonly byBlob: ReadonlyMap<string, readonly FoundCheckpoint[]>
}

/** Costs one look at each checkpoint. */
export function indexOrigins(checkpoints: readonly FoundCheckpoint[]): OriginIndex {
  const [byCommit, byPatch, byTrees, byBlob] = [
    new Map<string, FoundCheckpoint[]>(),
    new Map<string, FoundCheckpoint[]>(),
    new Map<string, FoundCheckpoint[]>(),
    new Map<string, FoundCheckpoint[]>(),
  ]
  for (const checkpoint of checkpoints) {
    const { commit, change } = checkpoint
    put(byCommit, commit, checkpoint)
    if (change.patch !== undefined) put(byPatch, change.patch, checkpoint)
    if (change.blobs.length > 0) put(byTrees, `${change.parentTree} ${change.tree}`, checkpoint)
    for (const [path, , to] of change.blobs) put(byBlob, blobKey(path, to), checkpoint)
  }
  return { byCommit, byPatch, byTrees, byBlob }
}

/**
 * Checkpoints of the commits that a commit was made of: by what git noted (amend, rebase), by the message (`cherry-pick -x`), by the same
 * change, and for a squash by the contents of its files or by the change of a whole line of commits. Nothing that is only alike counts.
 */
export async function findOrigins(
  shadow: Shadow,
  env: Environment,
  facts: CommitFacts,
  index: OriginIndex,
  rewrites: Rewrites,
): Promise<readonly FoundCheckpoint[]> {
  const { id, change, message } = facts
  const noted = [...ancestorsIn(rewrites, id), ...pickedFrom(message)].flatMap((old) => index.byCommit.get(old) ?? [])
  if (noted.length > 0) return once(noted, id)
  const same = [
    ...(change.patch === undefined ? [] : (index.byPatch.get(change.patch) ?? [])),
    ...(change.blobs.length === 0 ? [] : (index.byTrees.get(`${change.parentTree} ${change.tree}`) ?? [])),
  ]
  if (same.length > 0) return once(same, id)
  const line = await squashedLine(shadow, env, facts, index)
  return once(line.length > 0 ? line : squashedFiles(facts, index), id)
}

/** A commit may have been rewritten several times. */
function ancestorsIn(rewrites: Rewrites, id: string): string[] {
  const found = new Set<string>()
  const open = [id]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const old of rewrites.get(at) ?? []) {
      if (found.has(old) || old === id) continue
      found.add(old)
      open.push(old)
    }
  }
  return [...found]
}

function pickedFrom(message: string): string[] {
  return [...message.matchAll(/^\(cherry picked from commit ([0-9a-f]{40,64})\)$/gm)].map(([, old]) => old ?? '')
}

/** So many tips are tried. */
const MOST_TIPS = 25

/** A branch whose change as a whole is that of the commit: `merge --squash`, also onto a branch that has gone on. */
async function squashedLine(
  shadow: Shadow,
  env: Environment,
  { change, files, parents }: CommitFacts,
  { byCommit }: OriginIndex,
): Promise<FoundCheckpoint[]> {
  const [parent] = parents
  if (parent === undefined || change.patch === undefined || files.length === 0) return []
  const own = new Set(files)
  const inside = [...byCommit].filter(
    ([, [first]]) => first?.change.blobs.length && first.change.blobs.every(([path]) => own.has(path)),
  )
  const run = async (args: readonly string[]): Promise<string> => {
    const { stdout, exit } = await runGitIn(shadow.repository, env, args, [1, 128])
    return exit === 0 ? stdout.toString('latin1').trim() : ''
  }
  if (shadow.backend.id !== 'git') return []
  for (const [tip] of inside.slice(0, MOST_TIPS)) {
    const base = (await run(['merge-base', parent, tip])).split('\n')[0] ?? ''
    if (base === '' || base === tip) continue
    if ((await patchIdBetween(shadow, env, base, tip)) !== change.patch) continue
    const line = (await run(['rev-list', '--max-count=1000', tip, `^${base}`])).split('\n')
    return line.flatMap((commit) => byCommit.get(commit) ?? [])
  }
  return []
}

/** Commits whose contents, file by file, lead from what was there before to what the commit holds. */
function squashedFiles({ id, change }: CommitFacts, { byBlob }: OriginIndex): FoundCheckpoint[] {
  const found: FoundCheckpoint[] = []
  for (const [path, from, to] of change.blobs) {
    const chain: FoundCheckpoint[] = []
    const seen = new Set<string | null>()
    let at = to
    while (at !== from && !seen.has(at)) {
      seen.add(at)
      const before = at
      const step = (byBlob.get(blobKey(path, before)) ?? []).filter((each) => each.commit !== id)
      const [first] = step
      if (first === undefined) break
      chain.push(...step)
      at = first.change.blobs.find(([name, , after]) => name === path && after === before)?.[1] ?? null
    }
    // A chain that leads elsewhere shares a content, not a history.
    if (at === from) found.push(...chain)
  }
  return found
}

/** Each session once, by the commit that is nearest in time. */
function once(checkpoints: readonly FoundCheckpoint[], id: string): FoundCheckpoint[] {
  const bySession = new Map<string, FoundCheckpoint>()
  for (const each of checkpoints) {
    const key = `${each.agent}\0${each.session}`
    const known = bySession.get(key)
    if (each.commit !== id && (known === undefined || each.at > known.at)) bySession.set(key, each)
  }
  return [...bySession.values()]
}

function blobKey(path: string, blob: string | null): string {
  return `${blob} ${path}`
}

function put(map: Map<string, FoundCheckpoint[]>, key: string, value: FoundCheckpoint): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
