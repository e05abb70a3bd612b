import { checkpointsOf, type FoundCheckpoint, readArtifacts, resolveCommit } from '@ses/checkpoints'
import { SesError } from '@ses/model'
import type { CompleteSummary, Summary, SummaryCommit } from '@ses/schema'
import { readMetadata } from '@ses/store'
import { gitEnvironmentOf } from '../commit/git-environment.ts'
import type { Context } from '../context.ts'
import { fillSummary } from '../reflect/fill-summary.ts'
import { openProjectShadow } from '../snapshot/open-project-shadow.ts'

/** A session that is kept beside a commit. */
export interface CheckpointedSession {
  readonly commit: SummaryCommit
  /** Commit it was kept beside, where that is another one. */
  readonly from?: string
  /** Its folder in the store; absent: it is known from the checkpoint only. */
  readonly folder?: string
  /** As kept; absent where the store has it. */
  readonly summary?: CompleteSummary
  /** Other sessions of that commit, `agent id`. */
  readonly others: readonly string[]
}

/** The full id of the commit that a word names, as git understands it; undefined outside of a repository too. */
export async function fullCommit(context: Context, word: string): Promise<string | undefined> {
  try {
    return await resolveCommit(await openProjectShadow(context), gitEnvironmentOf(context), word)
  } catch (error) {
    if (error instanceof SesError && error.code === 'not_a_repository') return undefined
    throw error
  }
}

/** Finds the session of a commit by the checkpoints of it, or of the commits it was made of. */
export async function findCheckpointed(context: Context, sha: string): Promise<CheckpointedSession | undefined> {
  const shadow = await openProjectShadow(context)
  const found = await checkpointsOf(shadow, gitEnvironmentOf(context), sha)
  const [first, ...more] = found.sort((a, b) => b.files.length - a.files.length)
  if (first === undefined) return undefined
  const { subject, commit: kept, session, agent } = first
  const from = first.from ?? (kept === sha ? undefined : kept)
  const told = {
    commit: { sha, branch: null, subject },
    ...(from === undefined ? {} : { from }),
    others: more.map((each) => `${each.agent} ${each.session}`),
  }
  const folder = storedFolder(context, { session, agent })
  if (folder !== undefined) return { ...told, folder }
  const summary = await keptSummary((await readArtifacts(shadow, first)).get('summary.json'))
  return summary === undefined ? undefined : { ...told, summary }
}

function storedFolder(
  { store }: Context,
  { session, agent }: Pick<FoundCheckpoint, 'session' | 'agent'>,
): string | undefined {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(session)) return undefined
  const metadata = readMetadata(store, session)
  return metadata?.agent === agent && metadata.session_id === session ? session : undefined
}

async function keptSummary(content: Buffer | undefined): Promise<CompleteSummary | undefined> {
  if (content === undefined) return undefined
  const { checkDocument } = await import('@ses/schema')
  try {
    const value = JSON.parse(content.toString('utf8')) as unknown
    return checkDocument('summary', value).length === 0 ? fillSummary(value as Summary) : undefined
  } catch {
    return undefined
  }
}
