import type { CommitCheckpoint } from '@ses/checkpoints'
import type { CommitCheckpointDocument } from '@ses/schema'

/** A checkpoint of a commit as JSON. */
export function commitCheckpointDocument(checkpoint: CommitCheckpoint): CommitCheckpointDocument {
  const { id, commit, subject, session, agent, at, reason, from, files, artifacts, leftOut } = checkpoint
  return {
    id,
    commit,
    subject,
    session,
    agent,
    at: new Date(at).toISOString(),
    reason,
    from: from ?? null,
    files,
    artifacts,
    left_out: leftOut,
  }
}
