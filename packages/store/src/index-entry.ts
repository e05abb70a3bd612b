import type { FileHistoryEntry, ListedSession, Summary } from '@ses/schema'
import type { IndexedFolder } from './stored-index.ts'
import type { StoredMetadata } from './stored-metadata.ts'

/** What a folder adds to the index. */
export interface IndexEntry {
  readonly session: ListedSession
  readonly folder: IndexedFolder
  readonly files: readonly (readonly [path: string, entry: FileHistoryEntry])[]
}

/** Makes a folder's part of the index. A summary that another tool wrote may lack all that we add to the fixed keys. */
export function indexEntry(
  folder: string,
  stamp: string,
  summary: Summary,
  metadata: StoredMetadata | undefined,
): IndexEntry {
  const { session, changes, grade, usage, findings } = summary
  const { id, agent, start, end, type, intent, risk, duration_minutes } = session
  const transcripts = [metadata?.transcript, ...(metadata?.other_transcripts ?? [])]
  return {
    session: {
      id,
      folder,
      agent,
      start,
      end,
      type,
      intent,
      risk,
      grade: grade?.letter ?? 'N/A',
      score: grade?.score ?? null,
      cost: usage?.cost_usd ?? null,
      tool_calls: session.tool_calls ?? 0,
      duration_minutes,
      models: session.models ?? [],
      files_changed: changes.files.length,
      findings: findings?.length ?? 0,
      project: session.cwd ?? null,
      active: metadata !== undefined && metadata.transcript === null && metadata.ended_at === null,
    },
    folder: {
      stamp,
      session: id,
      transcripts: transcripts.flatMap((ref) => (ref ? [{ path: ref.path, fingerprint: ref.fingerprint }] : [])),
      rule_set: metadata?.rule_set ?? '',
      ses_version: metadata?.ses_version ?? '',
    },
    files: changes.files.flatMap(({ path, operations }) =>
      operations.map((operation) => [path, { session: id, at: end ?? start, operation }] as const),
    ),
  }
}
