import { join } from 'node:path'
import type { Metadata, Summary, TranscriptRef } from '@ses/schema'
import { folderNames } from './folder-name.ts'
import { projectionsOf } from './projections/index.ts'
import { readMetadata, readSummary } from './read-folder.ts'
import type { SessionRecord } from './session-record.ts'
import { lockPath, makeFolder, type SessionStore } from './session-store.ts'
import type { StoredMetadata } from './stored-metadata.ts'
import { withLock } from './with-lock.ts'
import { writeAtomically } from './write-atomically.ts'

/** What became of a session that was handed to the store. */
export interface WrittenSession {
  readonly id: string
  /** Name of its folder below the store. */
  readonly folder: string
  /** `older`: the store holds a later state of the session, made from another file, and keeps it. */
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'older'
}

/**
 * Writes a session's folder, each file atomically and metadata.json last, so that a write that was cut short is done again by the next
 * import. The index is not touched: `refreshIndex` brings it up to date, once for many sessions.
 */
export async function writeSession(store: SessionStore, record: SessionRecord): Promise<WrittenSession> {
  const { id, agent } = record.session
  const names = folderNames(agent, id)
  return withLock(lockPath(store, names[0]), () => {
    const folder = names.find((name) => isFreeFor(store, name, agent, id)) ?? (names.at(-1) as string)
    return { id, folder, outcome: writeFolder(store, folder, record) }
  })
}

/** A name is taken by another session when that was first, or when the file system does not tell their names apart. */
function isFreeFor(store: SessionStore, folder: string, agent: string, id: string): boolean {
  const metadata = readMetadata(store, folder)
  if (metadata !== undefined) return metadata.agent === agent && metadata.session_id === id
  const summary = readSummary(store, folder)
  return summary === undefined || (summary.session.agent === agent && summary.session.id === id)
}

function writeFolder(store: SessionStore, folder: string, record: SessionRecord): WrittenSession['outcome'] {
  const old = readMetadata(store, folder)
  if (old !== undefined && isOlder(record, old, readSummary(store, folder))) {
    writeMetadata(store, folder, { ...old, other_transcripts: mergeTranscripts(old, record.transcript) })
    return 'older'
  }
  makeFolder(store, folder)
  let changed = false
  for (const [name, content] of projectionsOf(record)) {
    changed = writeAtomically(store.fs, join(store.directory, folder, name), content) || changed
  }
  const metadata = metadataOf(record, old, new Date(store.now()).toISOString())
  const same = old !== undefined && JSON.stringify({ ...metadata, updated_at: old.updated_at }) === JSON.stringify(old)
  if (!same) writeMetadata(store, folder, metadata)
  if (old === undefined) return 'created'
  return changed || !same ? 'updated' : 'unchanged'
}

/** Another file may hold an earlier state of the same session: a checkpoint, a backup, the file it was resumed from. */
function isOlder(
  { summary, transcript, coverage }: SessionRecord,
  old: StoredMetadata,
  held: Summary | undefined,
): boolean {
  if (held === undefined || old.transcript === null || transcript === undefined) return false
  if (old.transcript.path === transcript.path) return false
  const [mine, theirs] = [summary.session.end ?? '', held.session.end ?? '']
  return mine === theirs ? coverage.lines < old.coverage.lines : mine < theirs
}

function metadataOf(record: SessionRecord, old: StoredMetadata | undefined, now: string): StoredMetadata {
  const { session, summary, coverage, diagnostics, transcript, sesVersion } = record
  return {
    schema_version: 1,
    session_id: session.id,
    agent: session.agent,
    agent_version: summary.session.agent_version,
    cwd: summary.session.cwd,
    git_branch: summary.session.git_branch,
    git_commit: summary.session.git_commit,
    created_at: old?.created_at ?? now,
    updated_at: now,
    ended_at: summary.session.end,
    end_reason: old?.end_reason ?? null,
    transcript: transcript ?? old?.transcript ?? null,
    hooks: old?.hooks ?? {},
    ses_version: sesVersion,
    rule_set: summary.masking.rule_set,
    coverage,
    diagnostics,
    other_transcripts: old === undefined ? [] : mergeTranscripts(old, old.transcript, transcript),
  }
}

/** The other transcripts and one more, each path once with its latest state; `used` is the one that is not another. */
function mergeTranscripts(
  old: StoredMetadata,
  added: TranscriptRef | null | undefined,
  used: TranscriptRef | null | undefined = old.transcript,
): Metadata['transcript'][] {
  const byPath = new Map<string, Metadata['transcript']>()
  for (const ref of [...(old.other_transcripts ?? []), added])
    if (ref && ref.path !== used?.path) byPath.set(ref.path, ref)
  return [...byPath.values()]
}

function writeMetadata(store: SessionStore, folder: string, metadata: StoredMetadata): void {
  writeAtomically(store.fs, join(store.directory, folder, 'metadata.json'), `${JSON.stringify(metadata, null, 2)}\n`)
}
