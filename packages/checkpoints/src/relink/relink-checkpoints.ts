import { runGitIn } from '../backends/git/run-git-in.ts'
import { CHECKPOINT_REF, type CommitCheckpoint, checkpointId, isObjectId } from '../commit/commit-checkpoint.ts'
import { patchIds } from '../commit/patch-ids.ts'
import { type FoundCheckpoint, readAll, readCheckpointsOf } from '../commit/read-checkpoints.ts'
import { type CommitFacts, readCommitFacts } from '../commit/read-commit-facts.ts'
import { type NewCheckpoint, writeCheckpoints } from '../commit/write-checkpoints.ts'
import type { Environment } from '../environment.ts'
import type { Shadow } from '../open-shadow.ts'
import { findOrigins, indexOrigins } from './find-origins.ts'
import { type Rewrites, reflogRewrites } from './read-rewrites.ts'

/** Which commits are looked at, and what is known of them. */
export interface RelinkRequest {
  /** Full ids; default: the latest thousand of HEAD and all branches. */
  readonly commits?: readonly string[]
  /** What a post-rewrite hook was told. */
  readonly rewrites?: Rewrites
  /** Only says what would be linked. Default: false. */
  readonly dryRun?: boolean
}

const MOST_COMMITS = 1000
const DAY_S = 86_400

/** The sessions of one commit: its own checkpoints, or those of the commits it was made of. Writes nothing. */
export async function checkpointsOf(shadow: Shadow, env: Environment, commit: string): Promise<FoundCheckpoint[]> {
  const own = await readCheckpointsOf(shadow, commit)
  const there = own.filter(({ removed }) => removed !== true)
  if (own.length > 0) return there
  const checkpoints = await readAll(shadow)
  if (checkpoints.length === 0) return []
  const facts = await readCommitFacts(shadow, env, commit)
  if (facts === undefined) return []
  const index = indexOrigins(checkpoints.filter(({ removed }) => removed !== true))
  return [...(await findOrigins(shadow, env, facts, index, reflogRewrites(shadow.repository)))]
}

/** Gives commits that were made by amend, rebase, squash or cherry-pick the checkpoints of those they were made of. */
export async function relinkCheckpoints(
  shadow: Shadow,
  env: Environment,
  request: RelinkRequest = {},
): Promise<readonly CommitCheckpoint[]> {
  const all = await readAll(shadow)
  if (all.length === 0) return []
  const known = new Set(all.map(({ commit }) => commit))
  const there = new Set(all.map(({ id }) => id))
  const rewrites = new Map([...reflogRewrites(shadow.repository), ...(request.rewrites ?? [])])
  const asked = request.commits ?? (await latestCommits(shadow, env, Math.min(...all.map(({ at }) => at))))
  const index = indexOrigins(all.filter(({ removed }) => removed !== true))
  const wanted: NewCheckpoint[] = []
  // One that has checkpoints of its own has been looked at, unless git says that it was put together of others.
  const open = asked.filter((commit) => !known.has(commit) || rewrites.has(commit))
  const patches = await patchIds(shadow, env, open)
  for (const commit of open) {
    const facts = await readCommitFacts(shadow, env, commit, patches)
    if (facts === undefined) continue
    for (const origin of await findOrigins(shadow, env, facts, index, rewrites)) {
      const next = carried(origin, facts)
      if (!there.has(next.id)) wanted.push(next.checkpoint)
    }
  }
  if (request.dryRun === true)
    return wanted.map(({ artifacts: _, like, ...rest }) => ({
      ...rest,
      id: '',
      at: 0,
      artifacts: like?.artifacts ?? [],
    }))
  return wanted.length === 0 ? [] : writeCheckpoints(shadow, wanted)
}

function carried(origin: FoundCheckpoint, facts: CommitFacts): { id: string; checkpoint: NewCheckpoint } {
  const { agent, session, transcript, files, leftOut, subject } = origin
  const own = new Set(facts.files)
  return {
    id: checkpointId(facts.id, agent, session),
    checkpoint: {
      commit: facts.id,
      agent,
      session,
      reason: 'relinked',
      from: origin.commit,
      files: files.filter((file) => own.has(file)),
      subject,
      change: facts.change,
      leftOut,
      like: origin,
      ...(transcript === undefined ? {} : { transcript }),
    },
  }
}

/** Not those from long before the first checkpoint: a commit that took the place of another is younger. */
async function latestCommits(shadow: Shadow, env: Environment, oldest: number): Promise<string[]> {
  if (shadow.backend.id !== 'git') return []
  const since = `--since=${Math.floor(oldest / 1000) - DAY_S}`
  const args = [
    'rev-list',
    '--no-merges',
    since,
    `--max-count=${MOST_COMMITS}`,
    '--ignore-missing',
    'HEAD',
    '--branches',
  ]
  const tip = (await shadow.backend.readRefs([CHECKPOINT_REF]))[0]?.commit
  const { stdout } = await runGitIn(shadow.repository, env, [...args, ...(tip === undefined ? [] : [`^${tip}`])], [128])
  return stdout.toString('latin1').split('\n').filter(isObjectId)
}
