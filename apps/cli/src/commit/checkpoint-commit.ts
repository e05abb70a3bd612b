import {
  type CommitCheckpoint,
  type NewCheckpoint,
  type Rewrites,
  readCommitFacts,
  relinkCheckpoints,
  type Shadow,
  writeCheckpoints,
} from '@ses/checkpoints'
import { createMasker } from '@ses/secrets'
import type { Context } from '../context.ts'
import { ensureMaskingKey } from '../masking-key.ts'
import { loadConfig } from '../settings.ts'
import { findSessions } from './find-sessions.ts'
import { gitEnvironmentOf } from './git-environment.ts'
import { sessionArtifacts } from './session-artifacts.ts'

/** Keeps the sessions of a commit beside it, and those of the commits it was made of. Returns what was written. */
export async function checkpointCommit(
  context: Context,
  shadow: Shadow,
  commit: string,
  rewrites?: Rewrites,
): Promise<readonly CommitCheckpoint[]> {
  const env = gitEnvironmentOf(context)
  const facts = await readCommitFacts(shadow, env, commit)
  if (facts === undefined) return []
  const { masking } = await loadConfig(context)
  const masker = createMasker({ ...masking, key: ensureMaskingKey(context.places) })
  const [subject = ''] = facts.message.trimStart().split('\n', 1)
  const wanted: NewCheckpoint[] = []
  for (const { folder, id, agent, reason, files } of await findSessions(context, shadow, facts)) {
    const { files: artifacts, transcript, leftOut } = await sessionArtifacts(context, folder, masker)
    wanted.push({
      commit,
      agent,
      session: id,
      reason,
      files,
      subject: masker.mask(subject).text,
      change: facts.change,
      leftOut,
      artifacts,
      ...(transcript === undefined ? {} : { transcript }),
    })
  }
  const written = wanted.length === 0 ? [] : await writeCheckpoints(shadow, wanted)
  const relinked = await relinkCheckpoints(shadow, env, {
    commits: [commit],
    ...(rewrites === undefined ? {} : { rewrites }),
  })
  return [...written, ...relinked]
}
