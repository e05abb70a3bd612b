import { listSnapshots, resolveSnapshot, type Shadow, type Snapshot } from '@ses/checkpoints'
import { SesError } from '@ses/model'
import type { Input } from '../input.ts'

/** The checkpoints that are searched, in the order in which they were taken: one session's in this work tree, or all between two of it. */
export async function chooseSnapshots(shadow: Shadow, input: Input): Promise<Snapshot[]> {
  const { worktree } = shadow.repository
  const all = (await listSnapshots(shadow)).filter((one) => one.worktree === worktree).reverse()
  const [from, to] = [await endOf(shadow, all, input.text('from')), await endOf(shadow, all, input.text('to'))]
  const wanted = input.text('session')
  const session = wanted === undefined ? undefined : sessionOf(all, wanted)
  // Two ends may belong to different sessions; then whatever was taken between them counts.
  const only = session ?? (from === undefined && to === undefined ? latestSession(all) : undefined)
  const [first, last] = [from ?? 0, to ?? all.length - 1]
  if (first > last) throw new SesError('usage', '--from was taken after --to')
  const chosen = all.slice(first, last + 1).filter((one, at) => {
    const isEnd = (from !== undefined && at === 0) || (to !== undefined && at === last - first)
    return isEnd || only === undefined || one.session === only
  })
  if (chosen.length === 0)
    throw new SesError('not_found', 'no checkpoint of this work tree yet', { data: { checkpoint: '' } })
  return chosen
}

async function endOf(
  shadow: Shadow,
  all: readonly Snapshot[],
  wanted: string | undefined,
): Promise<number | undefined> {
  if (wanted === undefined) return undefined
  const { id } = await resolveSnapshot(shadow, wanted)
  const place = all.findIndex((one) => one.id === id)
  if (place === -1) throw new SesError('usage', `checkpoint ${wanted} is of another work tree`)
  return place
}

function sessionOf(all: readonly Snapshot[], wanted: string): string {
  const found = [...new Set(all.map(({ session }) => session))].filter((one) => one.startsWith(wanted))
  const exact = found.find((one) => one === wanted)
  const [only, second] = found
  if (exact !== undefined) return exact
  if (only === undefined)
    throw new SesError('not_found', `no checkpoint of a session ${wanted}`, { data: { checkpoint: wanted } })
  if (second !== undefined) throw new SesError('usage', `${wanted} begins the ids of ${found.length} sessions`)
  return only
}

function latestSession(all: readonly Snapshot[]): string | undefined {
  return all.findLast(({ kind }) => kind !== 'before-rewind' && kind !== 'rewind')?.session
}
