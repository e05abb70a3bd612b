import type { Shadow } from './open-shadow.ts'
import { SHADOW_REFS } from './shadow-ref.ts'
import type { Snapshot } from './snapshot.ts'
import { parseCommit } from './snapshot-commit.ts'

/** All snapshots of the repository, of all its work trees, the latest first. */
export async function listSnapshots({ backend }: Shadow): Promise<Snapshot[]> {
  const tips = await backend.readRefs([SHADOW_REFS])
  const commits = await backend.readHistory(tips.map(({ commit }) => commit))
  const snapshots = commits.flatMap(({ id, text }) => parseCommit(id, text) ?? [])
  return inTime(snapshots)
}

/** The latest first; of the same moment, a snapshot before its parent. */
function inTime(snapshots: readonly Snapshot[]): Snapshot[] {
  const depth = new Map<string, number>()
  const byId = new Map(snapshots.map((snapshot) => [snapshot.id, snapshot]))
  for (const { id } of snapshots) {
    const line: string[] = []
    for (let at: string | undefined = id; at !== undefined && !depth.has(at); at = byId.get(at)?.parent) line.push(at)
    for (const one of line.reverse()) depth.set(one, (depth.get(byId.get(one)?.parent ?? '') ?? 0) + 1)
  }
  const level = (id: string): number => depth.get(id) ?? 0
  return [...snapshots].sort((a, b) => b.at - a.at || level(b.id) - level(a.id) || (a.id < b.id ? -1 : 1))
}
