import { applyChanges, removeTemporaries } from './apply-changes.ts'
import type { BytePath } from './byte-path.ts'
import { moveHead } from './move-head.ts'
import type { Shadow } from './open-shadow.ts'
import { readHead } from './read-head.ts'
import { recordSnapshot } from './record-snapshot.ts'
import { type DoneRewind, finishIntent, type RewindIntent, readIntent } from './rewind-journal.ts'

/** A rewind that ran to its end. */
export interface FinishedRewind {
  readonly done: DoneRewind
  /** Files that somebody changed in the meantime, left as they are. */
  readonly kept: readonly BytePath[]
}

/**
 * Finishes the rewind that was stopped in this work tree, if there is one. Only under the lock of the work tree; every command that
 * changes anything calls it first.
 */
export async function recoverRewind(shadow: Shadow): Promise<FinishedRewind | undefined> {
  const intent = readIntent(shadow.repository.privateDir)
  if (intent === undefined) return undefined
  removeTemporaries(shadow.repository.workTree, intent.changes, intent.token)
  const { move, ...rest } = intent
  const head = (await readHead(shadow.repository, shadow.backend)).commit ?? null
  // Somebody has gone on from there: the files are brought back, the branch is theirs.
  const overtaken = move !== undefined && head !== move.from && head !== move.to
  return carryOut(shadow, overtaken ? rest : intent)
}

/** Does what the journal says. May be stopped anywhere and done again. */
export async function carryOut(shadow: Shadow, intent: RewindIntent): Promise<FinishedRewind> {
  const { repository, backend, onStep } = shadow
  const blobs = backend.openBlobs()
  let kept: BytePath[]
  try {
    kept = await applyChanges(intent.changes, { workTree: repository.workTree, blobs, token: intent.token, onStep })
  } finally {
    await blobs.close()
  }
  onStep('rewind: applied')
  if (intent.move !== undefined) await moveHead(shadow, intent.move)
  onStep('rewind: moved')
  const capture = await backend.captureTree({})
  const label = { session: intent.session, kind: 'rewind', at: shadow.now() } as const
  const { snapshot } = await recordSnapshot(shadow, capture, label)
  onStep('rewind: recorded')
  const done: DoneRewind = {
    before: intent.before,
    after: snapshot.id,
    ...(intent.move === undefined ? {} : { move: intent.move }),
    ...(intent.indexBefore === undefined ? {} : { index: intent.indexBefore }),
  }
  finishIntent(repository.privateDir, done)
  return { done, kept }
}
