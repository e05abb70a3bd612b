import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Shadow } from './open-shadow.ts'
import { readHead } from './read-head.ts'
import type { Repository } from './repository.ts'
import { type SnapshotRequest, takeSnapshot } from './take-snapshot.ts'

/** A moment that work is compared with later. Plain JSON, to be kept until then. */
export interface WorkMark {
  /** Epoch milliseconds. */
  readonly at: number
  /** Id of the snapshot, to which the work tree can be rewound. */
  readonly snapshot: string
  readonly tree: string
  /** Absent: there was no commit yet. */
  readonly head?: string
  /** Absent: HEAD was detached. */
  readonly branch?: string
  /** Bytes of HEAD's reflog: what was made here stands behind them. */
  readonly reflog: number
}

/** Takes a snapshot and notes where git stands, so that `workSince` can tell what was done. */
export async function markWork(shadow: Shadow, request: SnapshotRequest): Promise<WorkMark> {
  const at = request.at ?? shadow.now()
  // Before the snapshot: a commit that is made while it is taken counts as work.
  const reflog = statSync(reflogOf(shadow.repository), { throwIfNoEntry: false })?.size ?? 0
  const { snapshot } = await takeSnapshot(shadow, { ...request, at })
  const { id, tree } = snapshot
  // Not the snapshot's: one that stands for another is of an earlier moment.
  const { commit: head, branch } = await readHead(shadow.repository, shadow.backend)
  return {
    at,
    snapshot: id,
    tree,
    ...(head === undefined ? {} : { head }),
    ...(branch === undefined ? {} : { branch }),
    reflog,
  }
}

/** HEAD's reflog of this work tree. */
export function reflogOf({ gitDir }: Repository): string {
  return join(gitDir, 'logs/HEAD')
}
