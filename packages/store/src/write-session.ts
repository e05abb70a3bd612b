import { join } from 'node:path'
import type { Metadata, Summary, TranscriptRef } from '@ses/schema'
import { folderNames } from './folder-name.ts'
import { noteBegin, noteEnd } from './index/journal.ts'
import { folderStamp, readEntry, textStamp } from './index-entry.ts'
import { projectionsOf } from './projections/index.ts'
import { readMetadata, readSummary } from './read-folder.ts'
import { searchText } from './search/search-text.ts'
import { appendText } from './search/text-log.ts'
import type { SessionLife, SessionRecord } from './session-record.ts'
import { lockPath, makeFolder, type SessionStore } from './session-store.ts'
import { readTextIfAny } from './store-fs.ts'
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

export interface WriteOptions {
  /** Folder that holds the session's events already; default the first of its names that no other session has. */
  readonly folder?: string
}

/**
 * Writes a session's folder, each file atomically and metadata.json last, so that a write that was cut short is done again by the next
 * import. Readers learn of it from the journal; `refreshIndex` puts many sessions into the stored index at once.
 */
export async function writeSession(
  store: SessionStore,
  record: SessionRecord,
  options: WriteOptions = {},
): Promise<WrittenSession> {
  const { id, agent } = record.session
  const names = folderNames(agent, id)
  return withLock(lockPath(store, names[0]), () => {
    const folder = options.folder ?? names.find((name) => isFreeFor(store, name, agent, id)) ?? (names.at(-1) as string)
    return { id, folder, outcome: writeFolder(store, folder, record) }
  })
}

/** Notes what became of a session whose projections stay as they are; nothing where it has none. */
export async function writeLife(
  store: SessionStore,
  { id, agent }: Pick<SessionRecord['session'], 'id' | 'agent'>,
  life: SessionLife,
): Promise<void> {
  const names = folderNames(agent, id)
  await withLock(lockPath(store, names[0]), () => {
    for (const folder of names) {
      const old = readMetadata(store, folder)
      if (old?.agent !== agent || old.session_id !== id) continue
      const end = readSummary(store, folder)?.session.end ?? null
      const metadata: StoredMetadata = {
        ...old,
        updated_at: new Date(store.now()).toISOString(),
        ended_at: life.active ? null : end,
        end_reason: life.active ? null : (life.endReason ?? old.end_reason),
        hooks: life.hooks,
      }
      if (JSON.stringify({ ...metadata, updated_at: old.updated_at }) === JSON.stringify(old)) return
      noteBegin(store, folder)
      writeMetadata(store, folder, metadata)
      announce(store, folder, undefined)
    }
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
  const older = old !== undefined && isOlder(record, old, readSummary(store, folder))
  const metadata = older
    ? { ...old, other_transcripts: mergeTranscripts(old, record.transcript) }
    : metadataOf(record, old, new Date(store.now()).toISOString())
  const text = searchText(record.session, record.summary.session.intent)
  const files = older ? [] : [['search.txt', text] as const, ...projectionsOf(record)]
  const changed = files.filter(([name, content]) => textIfReadable(store, folder, name) !== content)
  const same = old !== undefined && JSON.stringify({ ...metadata, updated_at: old.updated_at }) === JSON.stringify(old)
  if (changed.length > 0 || !same) {
    makeFolder(store, folder)
    noteBegin(store, folder)
    for (const [name, content] of changed) writeAtomically(store.fs, join(store.directory, folder, name), content)
    if (!same) writeMetadata(store, folder, metadata)
    announce(store, folder, changed.some(([name]) => name === 'search.txt') ? text : undefined)
  }
  if (older) return 'older'
  if (old === undefined) return 'created'
  return changed.length > 0 || !same ? 'updated' : 'unchanged'
}

/** Spares readers the reading of the folder. The session is stored by now, and they look at what was begun: failing here harms nothing. */
function announce(store: SessionStore, folder: string, text: string | undefined): void {
  try {
    if (text !== undefined) appendText(store, folder, textStamp(store, folder), Buffer.from(text))
    const entry = readEntry(store, folder, folderStamp(store, folder))
    if (entry !== undefined) noteEnd(store, folder, entry)
  } catch {
    // The beginning of the change stays in the journal.
  }
}

function textIfReadable(store: SessionStore, folder: string, name: string): string | undefined {
  try {
    return readTextIfAny(store.fs, join(store.directory, folder, name))
  } catch {
    return undefined
  }
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
  const { session, summary, coverage, diagnostics, transcript, sesVersion, life } = record
  // Who knows nothing of the session's life leaves what was known of it.
  const active = life?.active ?? (old !== undefined && old.ended_at === null && hasHooks(old))
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
    ended_at: active ? null : summary.session.end,
    end_reason: life?.active === true ? null : (life?.endReason ?? old?.end_reason ?? null),
    transcript: transcript ?? old?.transcript ?? null,
    hooks: life?.hooks ?? old?.hooks ?? {},
    ses_version: sesVersion,
    rule_set: summary.masking.rule_set,
    coverage,
    diagnostics,
    other_transcripts: old === undefined ? [] : mergeTranscripts(old, old.transcript, transcript),
  }
}

function hasHooks({ hooks }: StoredMetadata): boolean {
  return Object.keys(hooks ?? {}).length > 0
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
