import { listSnapshots, type Snapshot } from '@ses/checkpoints'
import { SesError } from '@ses/model'
import type { DashboardCheckpoint, ListedSession } from '@ses/schema'
import type { Context } from '../context.ts'
import { checkpointTitle } from '../snapshot/checkpoint-title.ts'
import { openProjectShadow } from '../snapshot/open-project-shadow.ts'
import { recently } from './recently.ts'

const SNAPSHOTS_MS = 10_000

/** Answers the checkpoints of sessions; none where the project is no git repository. */
export function createCheckpointReader(
  context: Context,
): (session: ListedSession) => Promise<readonly DashboardCheckpoint[]> {
  const snapshots = recently(() => readSnapshots(context), SNAPSHOTS_MS, context.host.now)
  return async ({ id, agent }) =>
    (await snapshots())
      .filter((one) => one.session === id && (one.agent === undefined || one.agent === agent))
      .map((one) => ({
        id: one.id,
        at: new Date(one.at).toISOString(),
        kind: one.kind,
        title: checkpointTitle(one),
        files_changed: one.files ?? 0,
      }))
}

async function readSnapshots(context: Context): Promise<readonly Snapshot[]> {
  try {
    return await listSnapshots(await openProjectShadow(context, context.places.project))
  } catch (error) {
    if (!(error instanceof SesError)) throw error
    context.debug('no checkpoints', { error: error.message })
    return []
  }
}
