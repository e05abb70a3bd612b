import type { Snapshot } from '../snapshot.ts'
import type { AgentTurn, Author } from './author.ts'

/** The snapshots of one work tree in the order they were taken, whichever session they are of. */
export interface WorkLine {
  readonly worktree: string
  /** Their places among all snapshots of the repository. */
  readonly places: readonly number[]
}

/** Groups snapshots by work tree. */
export function workLines(snapshots: readonly Snapshot[]): Map<string, WorkLine> {
  const lines = new Map<string, { worktree: string; places: number[] }>()
  snapshots.forEach(({ worktree }, place) => {
    const line = lines.get(worktree) ?? { worktree, places: [] }
    line.places.push(place)
    lines.set(worktree, line)
  })
  return lines
}

/**
 * Who changed files after a snapshot and before the next of its work tree. An agent is at work from a prompt to the end of that turn. Where
 * the end was not told it may have been somebody else; then, and where several were at work, it is nobody for sure.
 */
export function authorAfter(snapshots: readonly Snapshot[], { places }: WorkLine, index: number): Author {
  const last = new Map<string, Snapshot>()
  for (const place of places.slice(0, index + 1)) {
    const one = snapshots[place]
    if (one !== undefined) last.set(one.session, one)
  }
  const next = snapshots[places[index + 1] ?? -1]
  if (next?.kind === 'rewind') return { kind: 'unknown', candidates: [] }
  const working: AgentTurn[] = []
  let doubtful = false
  for (const prompt of last.values()) {
    if (prompt.kind !== 'prompt') continue
    const following = places.slice(index + 1).find((place) => snapshots[place]?.session === prompt.session)
    const end = following === undefined ? undefined : snapshots[following]
    const told = end?.kind === 'turn-end' && (end.turn === prompt.turn || end.turn === undefined)
    // A session that never came back was killed at some time; a later prompt of anybody says that people were there in between.
    if (!told) doubtful = true
    working.push(turnOf(prompt))
  }
  const [only, second] = working
  if (only === undefined) return { kind: 'human', evidence: 'snapshot' }
  if (second === undefined && !doubtful) return { kind: 'agent', turn: only, evidence: 'snapshot' }
  return { kind: 'unknown', candidates: working }
}

function turnOf({ session, agent, turn, prompt, at }: Snapshot): AgentTurn {
  return {
    session,
    at,
    ...(agent === undefined ? {} : { agent }),
    ...(turn === undefined ? {} : { turn }),
    ...(prompt === undefined ? {} : { prompt }),
  }
}
