import { join } from 'node:path'
import type { ListedSession, Summary, SummaryOperation } from '@ses/schema'
import { readMetadata, readSummary } from './read-folder.ts'
import type { SessionStore } from './session-store.ts'
import type { IndexedFolder } from './stored-index.ts'
import type { StoredMetadata } from './stored-metadata.ts'

/** What a folder adds to the index. */
export interface IndexEntry {
  readonly session: ListedSession
  readonly detail: SessionDetail
}

/** What is looked at only when it is asked for. */
export interface SessionDetail {
  readonly folder: IndexedFolder
  readonly files: readonly (readonly [path: string, operations: readonly SummaryOperation[]])[]
  /** Ids of the detectors that fired, each once. */
  readonly patterns: readonly string[]
}

/** Reads what a folder adds to the index; undefined when its summary.json is damaged. `stamp` was taken before. */
export function readEntry(store: SessionStore, folder: string, stamp: string): IndexEntry | undefined {
  const summary = readSummary(store, folder)
  return summary === undefined
    ? undefined
    : indexEntry(folder, stamp, textStamp(store, folder), summary, readMetadata(store, folder))
}

/** Stamp of what the index holds of a folder; empty when it holds no summary.json, and so no session. */
export function folderStamp(store: SessionStore, folder: string): string {
  const summary = stampOf(store, join(store.directory, folder, 'summary.json'))
  return summary === '' ? '' : `${summary}/${stampOf(store, join(store.directory, folder, 'metadata.json'))}`
}

/** Stamp of a folder's search.txt; empty when there is none. */
export function textStamp(store: SessionStore, folder: string): string {
  return stampOf(store, join(store.directory, folder, 'search.txt'))
}

function stampOf(store: SessionStore, path: string): string {
  const stat = store.fs.statSync(path, { throwIfNoEntry: false })
  return stat === undefined ? '' : `${stat.size}-${stat.mtimeMs}`
}

/** A transcript without times has no end either; only hooks tell that a session goes on. */
function isActive({ ended_at: endedAt, transcript, hooks }: StoredMetadata): boolean {
  return endedAt === null && (transcript === null || Object.keys(hooks ?? {}).length > 0)
}

/** Makes a folder's part of the index. A summary that another tool wrote may lack all that we add to the fixed keys. */
function indexEntry(
  folder: string,
  stamp: string,
  text: string,
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
      active: metadata !== undefined && isActive(metadata),
    },
    detail: {
      folder: {
        stamp,
        session: id,
        transcripts: transcripts.flatMap((ref) => (ref ? [{ path: ref.path, fingerprint: ref.fingerprint }] : [])),
        rule_set: metadata?.rule_set ?? '',
        ses_version: metadata?.ses_version ?? '',
        text,
      },
      files: changes.files.map(({ path, operations }) => [path, operations]),
      patterns: [...new Set((findings ?? []).map((finding) => finding.id))],
    },
  }
}
