import { SesError } from '@ses/model'
import { listSnapshots } from './list-snapshots.ts'
import type { Shadow } from './open-shadow.ts'
import type { Snapshot } from './snapshot.ts'

const MAX_CANDIDATES = 20

/**
 * Finds a snapshot by its id, a unique prefix of it, or `latest`: the last one of this work tree that was not taken by a rewind. Throws
 * `not_found`, or `ambiguous_id` with `data.candidates`.
 */
export async function resolveSnapshot(shadow: Shadow, wanted: string): Promise<Snapshot> {
  const snapshots = await listSnapshots(shadow)
  const data = { checkpoint: wanted }
  if (wanted === 'latest') {
    const here = snapshots.filter(({ worktree }) => worktree === shadow.repository.worktree)
    const latest = here.find(({ kind }) => kind !== 'before-rewind' && kind !== 'rewind')
    if (latest === undefined) throw new SesError('not_found', 'no checkpoint of this work tree yet', { data })
    return latest
  }
  const prefix = wanted.toLowerCase()
  const matches = prefix === '' ? [] : snapshots.filter(({ id }) => id.startsWith(prefix))
  const [only, second] = matches
  if (only === undefined) throw new SesError('not_found', `checkpoint ${JSON.stringify(wanted)}`, { data })
  if (second === undefined) return only
  const candidates = matches.slice(0, MAX_CANDIDATES).map(({ id, agent, at, prompt, kind }) => {
    return { folder: id.slice(0, 12), agent: agent ?? kind, start: new Date(at).toISOString(), intent: prompt ?? '' }
  })
  throw new SesError('ambiguous_id', `${JSON.stringify(wanted)} matches ${matches.length} checkpoints`, {
    data: { ...data, total: matches.length, candidates },
  })
}
