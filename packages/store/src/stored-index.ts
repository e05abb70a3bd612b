import type { ListedSession, SessionIndex, TranscriptRef } from '@ses/schema'

/** index.json, and what else the store knows of all folders. */
export interface StoredIndex extends SessionIndex {
  readonly sessions: readonly ListedSession[]
  /** By folder name; not part of index.json. */
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
  /** Stamp of its search.txt; empty when there is none. */
  readonly text: string
}
