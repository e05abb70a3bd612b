import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { SesError } from '@ses/model'
import type { BytePath } from './byte-path.ts'
import { operationUnderway } from './move-head.ts'
import type { Shadow } from './open-shadow.ts'
import { type ForeignPolicy, planRewind, type RewindPlan, refuseIfUnsafe } from './plan-rewind.ts'
import { readHead } from './read-head.ts'
import { lastSnapshot, recordSnapshot } from './record-snapshot.ts'
import { carryOut, recoverRewind } from './recover-rewind.ts'
import { type HeadMove, type RewindIntent, readDone, writeIntent } from './rewind-journal.ts'
import type { Snapshot } from './snapshot.ts'
import { parseCommit } from './snapshot-commit.ts'
import { withWorktreeLock } from './worktree-lock.ts'

export interface RewindOptions {
  readonly target: Snapshot
  /** Only says what would be done. Default: false. */
  readonly dryRun?: boolean
  /** Files and folders to which the rewind is limited; default: all. */
  readonly paths?: readonly BytePath[]
  /** Default: `refuse`. */
  readonly foreign?: ForeignPolicy
  /** Also moves the branch to the commit it was at, and makes the index that of the commit. Default: false. */
  readonly hard?: boolean
}

/** What a rewind did, or would do. */
export interface Rewind extends RewindPlan {
  readonly target: Snapshot
  readonly applied: boolean
  /** Id of the snapshot of what was there before; absent: nothing was changed. */
  readonly before?: string
  /** Commit to which the branch was moved. */
  readonly movedTo?: string
  /** Files changed by somebody while the rewind ran; left as they are. */
  readonly kept: readonly BytePath[]
}

/**
 * Makes the work tree what it was at a snapshot. What is there now is snapshotted first; ignored files are never touched; a rewind that is
 * stopped is finished by the next command. Throws `changed_since` when it would replace what others than the session changed since its
 * last snapshot, and `unsafe` when it would replace what no snapshot holds.
 */
export async function rewind(shadow: Shadow, options: RewindOptions): Promise<Rewind> {
  return locked(shadow, () => rewindNow(shadow, options))
}

/** Takes back the last rewind of this work tree, with the same care. Undoing twice is doing it again. Throws `not_found`. */
export async function undoRewind(shadow: Shadow, options: Omit<RewindOptions, 'target' | 'hard'>): Promise<Rewind> {
  return locked(shadow, async () => {
    const done = readDone(shadow.repository.privateDir)
    const text = done === undefined ? undefined : await shadow.backend.readCommit(done.before)
    const target = done === undefined || text === undefined ? undefined : parseCommit(done.before, text)
    if (done === undefined || target === undefined) {
      throw new SesError('not_found', 'no rewind of this work tree to undo', { data: {} })
    }
    const { move, index } = done
    if (move === undefined || move.from === null) return rewindNow(shadow, { ...options, target })
    const back = { from: move.to, to: move.from, ...(index === undefined || !existsSync(index) ? {} : { index }) }
    return rewindNow(shadow, { ...options, target }, back)
  })
}

function locked<T>(shadow: Shadow, work: () => Promise<T>): Promise<T> {
  return withWorktreeLock(shadow.repository.privateDir, shadow.lock, async () => {
    await recoverRewind(shadow)
    return work()
  })
}

async function rewindNow(shadow: Shadow, options: RewindOptions, back?: HeadMove): Promise<Rewind> {
  const { repository, backend } = shadow
  const { target, dryRun = false, paths, foreign = 'refuse', hard = false } = options
  const move = back ?? (hard ? await planMove(shadow, target) : undefined)
  const capture = await backend.captureTree({})
  const last = await lastOwnSnapshot(shadow, target.session)
  const plan = await planRewind(shadow, {
    target,
    present: capture.tree,
    foreign,
    ...(last === undefined ? {} : { last }),
    ...(paths === undefined ? {} : { paths }),
  })
  const told = { ...plan, target, kept: [], ...(move === undefined ? {} : { movedTo: move.to }) }
  if (dryRun) return { ...told, applied: false }
  refuseIfUnsafe(plan, foreign)
  if (plan.changes.length === 0 && move === undefined) return { ...told, applied: false }
  const label = { session: target.session, kind: 'before-rewind', at: shadow.now() } as const
  const { snapshot } = await recordSnapshot(shadow, capture, label)
  const token = crypto.randomUUID()
  const indexBefore = move === undefined ? undefined : copyIndex(repository.gitDir, repository.privateDir, token)
  const intent: RewindIntent = {
    token,
    session: target.session,
    target: target.id,
    before: snapshot.id,
    changes: plan.changes,
    ...(move === undefined ? {} : { move }),
    ...(indexBefore === undefined ? {} : { indexBefore }),
  }
  shadow.onStep('rewind: intent')
  writeIntent(repository.privateDir, intent)
  const { kept } = await carryOut(shadow, intent)
  return { ...told, applied: true, before: snapshot.id, kept }
}

/** The session's own: what was there before a rewind may hold what others did. */
async function lastOwnSnapshot(shadow: Shadow, session: string): Promise<Snapshot | undefined> {
  let snapshot = await lastSnapshot(shadow, session)
  while (snapshot?.kind === 'before-rewind') {
    const { parent } = snapshot
    const text = parent === undefined ? undefined : await shadow.backend.readCommit(parent)
    snapshot = parent === undefined || text === undefined ? undefined : parseCommit(parent, text)
  }
  return snapshot
}

async function planMove({ repository, backend }: Shadow, target: Snapshot): Promise<HeadMove> {
  const underway = operationUnderway(repository.gitDir)
  if (underway !== undefined) {
    throw new SesError('unsafe', `the branch cannot be moved while git is not finished (${underway})`, { data: {} })
  }
  if (backend.id !== 'git') throw new SesError('external', 'moving a branch needs the git program')
  const to = target.head
  if (to === undefined || (await backend.readCommit(to)) === undefined) {
    const what = to === undefined ? 'there was no commit yet at that time' : `commit ${to} is not there any more`
    throw new SesError('unsafe', what, { data: { head: to ?? null } })
  }
  return { from: (await readHead(repository, backend)).commit ?? null, to }
}

function copyIndex(gitDir: string, folder: string, token: string): string | undefined {
  const from = join(gitDir, 'index')
  if (!existsSync(from)) return undefined
  const to = join(folder, `index-${token}`)
  rmSync(to, { force: true })
  copyFileSync(from, to)
  return to
}
