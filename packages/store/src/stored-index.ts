import type { ListedSession, SessionIndex, TranscriptRef } from '@ses/schema'

/** index.json as the store writes it: made of the session folders, and made again whenever it does not fit them. */
export interface StoredIndex extends SessionIndex {
  readonly sessions: readonly ListedSession[]
  /** By folder name. */
  readonly folders: Readonly<Record<string, IndexedFolder>>
}

/** What a folder looked like when it was read, and what it was made of. */
export interface IndexedFolder {
  /** Sizes and times of its summary.json and metadata.json: another stamp means other content. */
  readonly stamp: string
  readonly session: string
  /** Files whose state it holds or has seen, the one it was made from first. */
  readonly transcripts: readonly Pick<TranscriptRef, 'path' | 'fingerprint'>[]
  /** Hash of the masking rules; empty when not recorded. */
  readonly rule_set: string
  readonly ses_version: string
}

/** The index of a store without sessions. */
export const emptyIndex: StoredIndex = Object.freeze({ schema_version: 1, sessions: [], file_history: {}, folders: {} })

/** Whether a parsed index.json can be relied on; anything else is made anew. */
export function isStoredIndex(value: unknown): value is StoredIndex {
  const index = value as Partial<StoredIndex> | null | undefined
  return (
    index?.schema_version === 1 &&
    Array.isArray(index.sessions) &&
    isRecord(index.file_history) &&
    isRecord(index.folders) &&
    index.sessions.every((session) => typeof session?.id === 'string' && typeof session.folder === 'string') &&
    Object.values(index.folders).every((folder) => isRecord(folder) && Array.isArray(folder.transcripts)) &&
    Object.values(index.file_history).every(Array.isArray)
  )
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
