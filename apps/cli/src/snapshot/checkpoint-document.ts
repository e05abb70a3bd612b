import { type Snapshot, shownPath } from '@ses/checkpoints'
import type { CheckpointDocument } from '@ses/schema'

/** A snapshot as JSON. */
export function checkpointDocument(snapshot: Snapshot): CheckpointDocument {
  const { id, session, kind, at, worktree, agent, turn, prompt, branch, head, files, tests, leftOut } = snapshot
  return {
    id,
    session,
    agent: agent ?? null,
    kind,
    turn: turn ?? null,
    prompt: prompt ?? null,
    at: new Date(at).toISOString(),
    worktree,
    branch: branch ?? null,
    head: head ?? null,
    files: files ?? null,
    tests: tests ?? null,
    left_out: (leftOut ?? []).map(({ path }) => shownPath(path)),
  }
}
