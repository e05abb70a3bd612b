import {
  checkpointsOf,
  type FoundCheckpoint,
  listCommitCheckpoints,
  listSnapshots,
  resolveCommit,
  type Shadow,
  type Snapshot,
} from '@ses/checkpoints'
import { SesError } from '@ses/model'
import { gitEnvironmentOf } from '../commit/git-environment.ts'
import type { Context } from '../context.ts'

/** What a word names: sessions kept beside a commit, or a snapshot of the work tree, whose session is of this machine. */
export type Resumable = { readonly checkpoints: readonly FoundCheckpoint[] } | { readonly snapshot: Snapshot }

const MOST_CANDIDATES = 20

/**
 * Finds a checkpoint by its id or the beginning of it, by its session, by its commit as git names it, or `latest`. Throws `not_found`, or
 * `ambiguous_id` with `data.candidates`.
 */
export async function findResumable(context: Context, shadow: Shadow, word: string): Promise<Resumable> {
  const all = await listCommitCheckpoints(shadow)
  if (word === 'latest') {
    const [latest] = all
    if (latest !== undefined) return { checkpoints: [latest] }
    throw notFound(word)
  }
  const byId = all.filter(({ id }) => word.length >= 4 && id.startsWith(word.toLowerCase()))
  // The same session may be kept beside many commits: its last state counts.
  const bySession = latestOfEach(all.filter(({ session }) => word.length >= 4 && session.startsWith(word)))
  const snapshots = /^[0-9a-f]{4,}$/i.test(word)
    ? (await listSnapshots(shadow)).filter(({ id }) => id.startsWith(word.toLowerCase()))
    : []
  const exact = bySession.filter(({ session }) => session === word)
  const matches = byId.length > 0 ? byId : exact.length > 0 ? exact : bySession
  const [only, second] = matches
  if (second !== undefined) {
    const candidates = matches.slice(0, MOST_CANDIDATES).map(({ id, agent, at, subject }) => {
      return { folder: id.slice(0, 12), agent, start: new Date(at).toISOString(), intent: subject }
    })
    const message = `${JSON.stringify(word)} matches ${matches.length} checkpoints`
    throw new SesError('ambiguous_id', message, { data: { checkpoint: word, total: matches.length, candidates } })
  }
  if (only !== undefined) return { checkpoints: [only] }
  const commit = await resolveCommit(shadow, gitEnvironmentOf(context), word)
  const ofCommit = commit === undefined ? [] : await checkpointsOf(shadow, gitEnvironmentOf(context), commit)
  if (ofCommit.length > 0) return { checkpoints: ofCommit }
  const [snapshot] = snapshots
  if (snapshot !== undefined) return { snapshot }
  throw notFound(word)
}

function latestOfEach(checkpoints: readonly FoundCheckpoint[]): FoundCheckpoint[] {
  const found = new Map<string, FoundCheckpoint>()
  for (const each of checkpoints) {
    const key = `${each.agent}\0${each.session}`
    if (!found.has(key)) found.set(key, each)
  }
  return [...found.values()]
}

function notFound(word: string): SesError {
  return new SesError(
    'not_found',
    `no checkpoint ${JSON.stringify(word)}; \`ses checkpoints fetch\` brings those of others`,
    {
      data: { checkpoint: word },
    },
  )
}
