import type { ListedSession } from './list-document.ts'

/** `ses search --json`. */
export interface SearchDocument {
  readonly schema_version: 1
  /** As it was typed. */
  readonly text: string
  /** The best first. */
  readonly results: readonly SearchResult[]
  /** Sessions that match, before `--limit`. */
  readonly total: number
}

/** A session in which the text was found. */
export interface SearchResult {
  readonly session: ListedSession
  /** The better the higher; comparable within one search. */
  readonly score: number
  /** Occurrences; of many in one session not all are counted. */
  readonly hits: number
  /** The best first. */
  readonly snippets: readonly SearchSnippet[]
}

/** Where it was found, in one line. */
export interface SearchSnippet {
  readonly kind: 'title' | 'prompt' | 'reply' | 'command' | 'error' | 'file' | 'commit'
  /** Turn of the session, from 1; 0 before the first prompt. */
  readonly turn: number
  readonly text: string
  /** UTF-16 offsets in `text` of what was found. */
  readonly marks: readonly (readonly [start: number, end: number])[]
}
