import { SesError } from '@ses/model'
import type { Capture } from './backend.ts'
import type { Shadow } from './open-shadow.ts'
import { type Head, readHead } from './read-head.ts'
import { shadowRef } from './shadow-ref.ts'
import type { LeftOut, Snapshot, SnapshotFacts } from './snapshot.ts'
import { commitText, parseCommit } from './snapshot-commit.ts'

/** What came of taking a snapshot. */
export interface TakenSnapshot {
  readonly snapshot: Snapshot
  /** False: nothing had changed, and the session's last snapshot stands for this one. */
  readonly created: boolean
  readonly leftOut: readonly LeftOut[]
}

/** What a snapshot is called by; the rest is looked up. */
export type SnapshotLabel = Pick<SnapshotFacts, 'session' | 'kind' | 'at' | 'agent' | 'turn' | 'prompt' | 'tests'>

/** What a snapshot is taken on top of. */
export interface Surroundings {
  /** The session's last snapshot. */
  readonly before: Snapshot | undefined
  readonly head: Head
}

/** Needs no look at the work tree, so it can be asked while the tree is captured. */
export async function surroundingsOf(shadow: Shadow, session: string): Promise<Surroundings> {
  const [before, head] = await Promise.all([lastSnapshot(shadow, session), readHead(shadow.repository, shadow.backend)])
  return { before, head }
}

/** Commits a captured tree to the session's ref. Only under the lock of the work tree. */
export async function recordSnapshot(
  shadow: Shadow,
  capture: Capture,
  label: SnapshotLabel,
  surroundings?: Surroundings,
): Promise<TakenSnapshot> {
  const { repository, backend } = shadow
  const { leftOut, tree } = capture
  const ref = shadowRef(repository.worktree, label.session)
  const { before, head } = surroundings ?? (await surroundingsOf(shadow, label.session))
  if (before !== undefined && before.tree === tree && standsFor(before, label)) {
    await capture.settle(ref, before.id)
    return { snapshot: before, created: false, leftOut }
  }
  const files = before === undefined ? undefined : (await backend.diffTrees(before.tree, tree)).length
  const facts: SnapshotFacts = {
    ...label,
    worktree: repository.worktree,
    ...(head.branch === undefined ? {} : { branch: head.branch }),
    ...(head.commit === undefined ? {} : { head: head.commit }),
    ...(head.logged === undefined ? {} : { logged: head.logged }),
    ...(files === undefined ? {} : { files }),
    ...(leftOut.length === 0 ? {} : { leftOut }),
  }
  const text = commitText(tree, before?.id, facts)
  const id = await backend.writeCommit(text)
  shadow.onStep('snapshot: commit')
  if (!(await backend.moveRef(ref, before?.id ?? null, id))) {
    throw new SesError('external', `${ref} was moved by somebody else`, { data: { ref } })
  }
  shadow.onStep('snapshot: ref')
  await capture.settle(ref, id)
  const snapshot = parseCommit(id, text)
  if (snapshot === undefined) throw new SesError('external', `${id} cannot be read back`, { data: { id } })
  return { snapshot, created: true, leftOut }
}

/** The latest snapshot of a session in this work tree. */
export async function lastSnapshot({ repository, backend }: Shadow, session: string): Promise<Snapshot | undefined> {
  const [tip] = await backend.readRefs([shadowRef(repository.worktree, session)])
  const text = tip === undefined ? undefined : await backend.readCommit(tip.commit)
  return tip === undefined || text === undefined ? undefined : parseCommit(tip.commit, text)
}

/** A prompt is told twice when an agent fires its hook twice. That a turn has ended is kept: what changes after it is not the agent's. */
function standsFor(before: Snapshot, label: SnapshotLabel): boolean {
  if (label.kind === 'manual') return true
  if (label.kind === 'turn-end') return before.kind !== 'prompt'
  return label.kind === 'prompt' && before.kind === 'prompt' && before.turn === label.turn && label.turn !== undefined
}
