import type { ListedSession } from '@ses/schema'
import type { SessionQuery } from './index/session-query.ts'
import type { TextKind } from './search/search-text.ts'
import type { Snippet } from './search/snippet.ts'
import type { SessionRecord } from './session-record.ts'

/** Names a session among those of all projects: two agents may use the same id. */
export interface SessionKey {
  /** Null where the project is not recorded. */
  readonly project: string | null
  readonly agent: string
  readonly id: string
}

/** Sessions that were asked for. */
export interface QueryResult {
  /** The latest start first. */
  readonly sessions: readonly ListedSession[]
  /** Sessions that match, before the limit. */
  readonly total: number
}

/** The same, written out. */
export interface SessionRows {
  /** Each session as a JSON object, a comma and a line break between them. */
  readonly json: Buffer
  readonly total: number
}

/** Totals over all sessions. */
export interface IndexStats {
  readonly sessions: number
  readonly active: number
  readonly byAgent: Readonly<Record<string, number>>
  readonly byType: Readonly<Record<string, number>>
  readonly byGrade: Readonly<Record<string, number>>
  /** US dollars of all sessions whose cost is known. */
  readonly cost: number
}

/** A place that keeps sessions and finds them again; `describeSessionIndex` tells its laws. */
export interface SessionIndex {
  /** Adds a session, in place of an earlier state of it. */
  readonly put: (record: SessionRecord) => Promise<void>
  /** One that is not there is passed over. */
  readonly remove: (key: SessionKey) => Promise<void>
  /** `limit` is a number of sessions; default: all. */
  readonly query: (query: SessionQuery, limit?: number) => Promise<QueryResult>
  readonly search: (query: TextQuery) => Promise<TextResult>
  /** What sessions may be called by: every `folder` of a listed session. */
  readonly names: () => Promise<readonly string[]>
  readonly stats: () => Promise<IndexStats>
}

/** What is looked for in the texts. */
export interface TextQuery {
  readonly text: string
  /** Default: false, upper and lower case differ. */
  readonly ignoreCase?: boolean
  /** Whether the text is a regular expression of JavaScript; default: words, see `searchTerms`. */
  readonly regex?: boolean
  /** Only in these sessions. */
  readonly within?: SessionQuery
  /** Number of sessions; default 20. */
  readonly limit?: number
}

/** A session whose text holds all that was looked for. */
export interface TextHit {
  readonly session: ListedSession
  /** The better the higher; comparable within one search. */
  readonly score: number
  /** Occurrences; of many in one session not all are counted. */
  readonly hits: number
  /** The best first, at least one. */
  readonly snippets: readonly TextSnippet[]
}

export interface TextSnippet extends Snippet {
  readonly kind: TextKind
  /** Turn of the session, from 1; 0 before the first prompt. */
  readonly turn: number
}

export interface TextResult {
  /** The best first; of equals the latest. */
  readonly hits: readonly TextHit[]
  /** Sessions that match, before the limit. */
  readonly total: number
}
