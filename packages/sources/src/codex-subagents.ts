import { basename } from 'node:path'
import { type PeekedRow, peekRows } from './peek-rows.ts'

/** A Codex rollout's place among others. */
export interface RolloutRank {
  readonly path: string
  readonly id: string
  /** Thread that spawned it; absent for a session of its own. */
  readonly parentId?: string
  readonly agentType?: string
}

/** Whether a file's name is that of a Codex rollout. */
export function isRollout(path: string): boolean {
  return /^rollout-[^/\\]+\.jsonl$/.test(basename(path))
}

/** Reads a rollout's own id and its parent's from the first `session_meta` row; later ones are copies of other threads. */
export async function rankRollout(path: string): Promise<RolloutRank | undefined> {
  const own = (await peekRows(path)).find((row) => row['type'] === 'session_meta')
  const payload = objectOf(own?.['payload'])
  const id = payload?.['id']
  if (payload === undefined || typeof id !== 'string') return undefined
  const spawn = objectOf(objectOf(objectOf(payload['source'])?.['subagent'])?.['thread_spawn'])
  const parentId = spawn?.['parent_thread_id'] ?? payload['parent_thread_id']
  const agentType = spawn?.['agent_role'] ?? spawn?.['agent_path'] ?? payload['agent_path']
  return {
    path,
    id,
    ...(typeof parentId === 'string' && parentId !== id ? { parentId } : {}),
    // A path such as `/root/lister` names the agents above it too.
    ...(typeof agentType === 'string' && basename(agentType) !== '' ? { agentType: basename(agentType) } : {}),
  }
}

/** Sub-agents by the path of the rollout that all of them descend from, among those given. */
export function groupRollouts(ranks: readonly RolloutRank[]): Map<string, RolloutRank[]> {
  const byId = new Map(ranks.map((rank) => [rank.id, rank]))
  const groups = new Map<string, RolloutRank[]>()
  for (const rank of ranks) {
    const root = rootOf(rank, byId)
    if (root.path === rank.path) continue
    const group = groups.get(root.path)
    if (group === undefined) groups.set(root.path, [rank])
    else group.push(rank)
  }
  return groups
}

function rootOf(rank: RolloutRank, byId: ReadonlyMap<string, RolloutRank>): RolloutRank {
  let root = rank
  const seen = new Set([rank.id])
  for (;;) {
    const parent = root.parentId === undefined ? undefined : byId.get(root.parentId)
    // A circle of parents has no root: each stays a session of its own.
    if (parent === undefined) return root
    if (seen.has(parent.id)) return rank
    seen.add(parent.id)
    root = parent
  }
}

function objectOf(value: unknown): PeekedRow | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as PeekedRow) : undefined
}
