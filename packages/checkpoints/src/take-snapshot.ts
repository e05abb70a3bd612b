import type { Masked } from '@ses/model'
import type { CaptureRequest } from './backend.ts'
import type { Shadow } from './open-shadow.ts'
import { recordSnapshot, surroundingsOf, type TakenSnapshot } from './record-snapshot.ts'
import { recoverRewind } from './recover-rewind.ts'
import type { SnapshotKind } from './snapshot.ts'
import { withWorktreeLock } from './worktree-lock.ts'

export interface SnapshotRequest extends CaptureRequest {
  readonly session: string
  readonly kind: Exclude<SnapshotKind, 'before-rewind' | 'rewind'>
  /** Epoch milliseconds of what it is taken for; default: now. */
  readonly at?: number
  readonly agent?: string
  /** Number of the prompt, from 1. */
  readonly turn?: number
  /** Only its first line is kept. */
  readonly prompt?: Masked
  readonly tests?: 'passed' | 'failed'
}

/**
 * Takes a snapshot of the work tree: tracked and untracked files, not ignored ones. HEAD, index, work tree, stash and reflogs stay as they
 * are, and nothing of the repository's config, hooks or filters runs. A prompt always makes a commit, because people rewind to prompts, and
 * so does the end of its turn, because what changes afterwards is not the agent's; told again without a change, it makes none. Safe to call from many processes at once.
 */
export async function takeSnapshot(shadow: Shadow, request: SnapshotRequest): Promise<TakenSnapshot> {
  return withWorktreeLock(shadow.repository.privateDir, shadow.lock, async () => {
    await recoverRewind(shadow)
    const { maxFileBytes, ...about } = request
    const [capture, surroundings] = await Promise.all([
      shadow.backend.captureTree(maxFileBytes === undefined ? {} : { maxFileBytes }),
      surroundingsOf(shadow, request.session),
    ])
    return recordSnapshot(shadow, capture, { ...about, at: request.at ?? shadow.now() }, surroundings)
  })
}
