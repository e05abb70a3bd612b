import { SesError } from '@ses/model'
import { gitFailed } from '../backends/git/run-git.ts'
import { CHECKPOINT_BRANCH, CHECKPOINT_REF, isObjectId } from '../commit/commit-checkpoint.ts'
import { moveCheckpointRef } from '../commit/move-checkpoint-ref.ts'
import { rootOf } from '../commit/read-checkpoints.ts'
import { moveCheckpoints } from '../commit/write-checkpoints.ts'
import type { Environment } from '../environment.ts'
import type { Shadow } from '../open-shadow.ts'
import { mergeCheckpoints } from './merge-checkpoints.ts'
import { findRemote, type Remote, runRemoteGit } from './remote-git.ts'

/** What came of a push or a fetch. */
export interface Travel {
  readonly remote: string
  /** Commit of the branch now; null: there are no checkpoints on either side. */
  readonly commit: string | null
  /** Whether this clone got something. */
  readonly received: boolean
  /** Whether the remote got something. */
  readonly sent: boolean
}

/** Others may push in between so many times. */
const ATTEMPTS = 10

/** Brings the checkpoints of a remote here; what is here stays. Throws `external` when the remote cannot be reached. */
export async function fetchCheckpoints(shadow: Shadow, env: Environment, remote?: string): Promise<Travel> {
  const found = await findRemote(shadow, env, remote)
  const before = await tipOf(shadow)
  await receive(shadow, env, found, found.fetchUrl)
  const commit = await tipOf(shadow)
  return { remote: found.name, commit, received: commit !== before, sent: false }
}

/**
 * Brings the checkpoints of this clone to a remote, and those of the remote here: what two clones wrote at the same time is merged, never
 * replaced. Nothing else is pushed. May be stopped at any moment and done again.
 */
export async function pushCheckpoints(shadow: Shadow, env: Environment, remote?: string): Promise<Travel> {
  const found = await findRemote(shadow, env, remote)
  const before = await tipOf(shadow)
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const theirs = await receive(shadow, env, found, found.pushUrl)
    const commit = await tipOf(shadow)
    const received = commit !== before
    if (commit === null || commit === theirs) return { remote: found.name, commit, received, sent: false }
    shadow.onStep('push: merged')
    const args = ['push', '--porcelain', '--no-verify', '--', found.pushUrl, `${commit}:${CHECKPOINT_REF}`]
    const output = await runRemoteGit(shadow, env, args, [1])
    shadow.onStep('push: sent')
    if (output.exit === 0) return { remote: found.name, commit, received, sent: true }
    // Another clone was faster, or was pushing at that moment; all else will not be better the next time.
    const said = output.stdout.toString('utf8') + output.stderr
    if (
      !/\((?:fetch first|non-fast-forward|stale info|failed to update ref|cannot lock ref)|reference already exists|failed to lock|Unable to create .*\.lock/i.test(
        said,
      )
    ) {
      const rejected = /^!\t\S*\t(.+)$/m.exec(output.stdout.toString('utf8'))?.[1]
      throw gitFailed(args, rejected === undefined ? output : { ...output, stderr: rejected })
    }
    await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 100 * (attempt + 1)))
  }
  throw new SesError('locked', `the checkpoints of ${found.name}, which others push to all the time`)
}

/** Merges what the remote has into the branch. Returns the commit the remote is at; null: it has none. */
async function receive(shadow: Shadow, env: Environment, remote: Remote, url: string): Promise<string | null> {
  const listed = await runRemoteGit(shadow, env, ['ls-remote', '--', url, CHECKPOINT_REF])
  const theirs = listed.stdout.toString('latin1').split(/\s/, 1)[0] ?? ''
  if (!isObjectId(theirs)) return null
  shadow.onStep('fetch: listed')
  if (theirs === (await tipOf(shadow))) return theirs
  const kept = `refs/fetched/${Buffer.from(remote.name).toString('hex').slice(0, 80)}`
  const options = ['--no-tags', '--no-write-fetch-head', '--no-auto-gc', '--quiet']
  await runRemoteGit(shadow, env, ['fetch', ...options, '--', url, `+${CHECKPOINT_REF}:${kept}`])
  shadow.onStep('fetch: received')
  const { stdout } = await runRemoteGit(shadow, env, ['rev-parse', '--verify', kept])
  const fetched = stdout.toString('latin1').trim()
  await joinHistories(shadow, env, fetched)
  return fetched
}

/** Moves the branch to what holds both: forward where that is enough. */
async function joinHistories(shadow: Shadow, env: Environment, theirs: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const ours = await tipOf(shadow)
    if (ours === null || (await isAncestor(shadow, env, ours, theirs))) {
      if (await moveCheckpointRef(shadow, ours, theirs)) return
      continue
    }
    if (await isAncestor(shadow, env, theirs, ours)) return
    const message = `Merge ${CHECKPOINT_BRANCH} of another clone`
    await moveCheckpoints(
      shadow,
      message,
      async (objects, root) => mergeCheckpoints(shadow.backend, objects, root, await rootOf(objects, theirs)),
      theirs,
    )
    return
  }
  throw new SesError('locked', CHECKPOINT_REF, { data: { path: CHECKPOINT_REF } })
}

async function isAncestor(shadow: Shadow, env: Environment, one: string, other: string): Promise<boolean> {
  const { exit } = await runRemoteGit(shadow, env, ['merge-base', '--is-ancestor', one, other], [1])
  return exit === 0
}

async function tipOf({ backend }: Shadow): Promise<string | null> {
  return (await backend.readRefs([CHECKPOINT_REF]))[0]?.commit ?? null
}
