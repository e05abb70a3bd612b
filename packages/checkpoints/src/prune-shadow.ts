import { listSnapshots } from './list-snapshots.ts'
import type { Shadow } from './open-shadow.ts'
import { readDone, readIntent } from './rewind-journal.ts'
import { SHADOW_REFS, shadowRef } from './shadow-ref.ts'
import type { Snapshot } from './snapshot.ts'
import { withWorktreeLock } from './worktree-lock.ts'

/** Which sessions stay. Both may be given; a session stays when both keep it. */
export interface PruneRequest {
  /** So many sessions, the latest. */
  readonly keep?: number
  /** Sessions whose last snapshot is at or after this time stay, epoch milliseconds. */
  readonly since?: number
  /** Only says what would go. Default: false. */
  readonly dryRun?: boolean
}

/** The snapshots of one session in one work tree. */
export interface ShadowLine {
  readonly ref: string
  readonly session: string
  readonly worktree: string
  /** The latest first. */
  readonly snapshots: readonly Snapshot[]
}

/** All sessions that have snapshots, the one with the latest snapshot first. */
export async function listLines(shadow: Shadow): Promise<ShadowLine[]> {
  const lines = new Map<string, { ref: string; session: string; worktree: string; snapshots: Snapshot[] }>()
  for (const snapshot of await listSnapshots(shadow)) {
    const { session, worktree } = snapshot
    const ref = shadowRef(worktree, session)
    const line = lines.get(ref) ?? { ref, session, worktree, snapshots: [] }
    line.snapshots.push(snapshot)
    lines.set(ref, line)
  }
  return [...lines.values()]
}

/**
 * Removes the refs of whole sessions, so that ids of what stays never change. The disk is freed when git next collects garbage. What an
 * unfinished or undoable rewind needs stays.
 */
export async function pruneShadow(shadow: Shadow, request: PruneRequest): Promise<ShadowLine[]> {
  const { repository, backend } = shadow
  return withWorktreeLock(repository.privateDir, shadow.lock, async () => {
    const lines = await listLines(shadow)
    const needed = [readIntent(repository.privateDir)?.before, readDone(repository.privateDir)?.before]
    const going = lines.filter(({ snapshots }, at) => {
      if (snapshots.some(({ id }) => needed.includes(id))) return false
      const latest = snapshots[0]?.at ?? 0
      return at >= (request.keep ?? Number.POSITIVE_INFINITY) || latest < (request.since ?? Number.NEGATIVE_INFINITY)
    })
    if (request.dryRun === true) return going
    const tips = new Map((await backend.readRefs([SHADOW_REFS])).map(({ name, commit }) => [name, commit]))
    const gone: ShadowLine[] = []
    for (const line of going) {
      const tip = tips.get(line.ref)
      // One that got another snapshot in the meantime is not old any more.
      if (tip !== undefined && tip === line.snapshots[0]?.id && (await backend.moveRef(line.ref, tip, null)))
        gone.push(line)
    }
    return gone
  })
}
