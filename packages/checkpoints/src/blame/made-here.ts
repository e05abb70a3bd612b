import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Repository } from '../repository.ts'
import type { Snapshot } from '../snapshot.ts'

/** How a commit came into a work tree of this repository. */
export interface Making {
  readonly worktree: string
  /** `copied`: git made it of other commits (rebase, cherry-pick, revert), so that who was at work then need not have written it. */
  readonly how: 'written' | 'copied'
  /** Place among all that were made here, from 0 up to 1; git's clock has seconds only. */
  readonly rank: number
  /** Between which snapshots: so many of the repository were surely taken before it, and at most so many. */
  readonly slots: readonly [from: number, to: number]
}

interface Entry {
  readonly id: string
  readonly seconds: number
  readonly worktree: string
  /** Absent: HEAD was only moved. */
  readonly how?: Making['how']
  /** Bytes of the log up to its end. */
  readonly end: number
}

/**
 * Commits that were made in the work trees of this repository, from their reflogs. One that was fetched is not among them. `snapshots`: the
 * earliest first.
 */
export function commitsMadeHere({ commonDir }: Repository, snapshots: readonly Snapshot[]): Map<string, Making> {
  const logs = [readLog(join(commonDir, 'logs/HEAD'), 'main')]
  for (const name of namesIn(join(commonDir, 'worktrees'))) {
    logs.push(readLog(join(commonDir, 'worktrees', name, 'logs/HEAD'), `worktree-${name}`))
  }
  const entries = logs.flat().sort((a, b) => a.seconds - b.seconds)
  const marks = new Map(
    logs.flatMap((log) => (log[0] === undefined ? [] : [[log[0].worktree, marksIn(log, snapshots)]])),
  )
  const made = new Map<string, Making>()
  entries.forEach(({ id, worktree, how, end }, at) => {
    if (how === undefined || made.has(id)) return
    const own = marks.get(worktree) ?? []
    const from = (own.findLast(({ logged }) => logged < end)?.place ?? -1) + 1
    const to = own.find(({ logged }) => logged >= end)?.place ?? snapshots.length
    made.set(id, { worktree, how, rank: at / entries.length, slots: [from, to] })
  })
  return made
}

/** Where in the log snapshots were taken. Git drops old entries in time; what does not fit any more is left out. */
function marksIn(log: readonly Entry[], snapshots: readonly Snapshot[]): { logged: number; place: number }[] {
  const headAt = new Map(log.map(({ end, id }) => [end, id]))
  return snapshots.flatMap(({ worktree, logged, head }, place) =>
    logged !== undefined && head !== undefined && worktree === log[0]?.worktree && headAt.get(logged) === head
      ? [{ logged, place }]
      : [],
  )
}

function readLog(path: string, worktree: string): Entry[] {
  const entries: Entry[] = []
  let end = 0
  for (const line of textOf(path).split('\n')) {
    end += line.length + 1
    const [, id, seconds, verb] = /^[0-9a-f]+ ([0-9a-f]+) [^\t]* (\d+) [+-]\d+(?:\t([a-z-]+))?/.exec(line) ?? []
    const how = verb === 'commit' ? 'written' : COPYING.has(verb ?? '') ? 'copied' : undefined
    if (id !== undefined)
      entries.push({ id, seconds: Number(seconds), worktree, end, ...(how === undefined ? {} : { how }) })
  }
  return entries
}

const COPYING: ReadonlySet<string> = new Set(['cherry-pick', 'rebase', 'revert', 'am'])

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function textOf(path: string): string {
  try {
    // One character per byte, so that lengths are bytes.
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}
