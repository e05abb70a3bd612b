/** What one column holds; blobs arrive decoded as UTF-8. */
export type ColumnValue = string | number | null

/** A row by its columns' names. */
export type DatabaseRow = Readonly<Record<string, ColumnValue>>

/** Reads from the image of a database. */
export interface DatabaseReader {
  /** Rows one by one; `parameters` stand for the `?` of the statement. */
  readonly rows: (sql: string, parameters?: readonly ColumnValue[]) => Iterable<DatabaseRow>
  /** Columns of a table; empty when there is none of this name. */
  readonly columns: (table: string) => ReadonlySet<string>
}

/** A session as the list of a database tells it. */
export interface ListedSession {
  readonly id: string
  /** Session that started it; one that is not in the database counts as none. */
  readonly parentId?: string
  /** Bytes of its rows, about. */
  readonly bytes: number
  /** Last change, epoch milliseconds; 0 when unknown. */
  readonly changedAt: number
  /** Differs whenever the session's rows do. */
  readonly state: string
}

/** How one agent keeps its sessions in SQLite. */
export interface DatabaseFormat {
  /** Agent id. */
  readonly agent: string
  /** Names of its files, for telling them in a directory. */
  readonly fileName: RegExp
  /** Whether a database with these columns is the agent's. */
  readonly fits: (database: DatabaseReader) => boolean
  /** `nested`: sub-agents' rows follow those of their session; `apart`: each is a transcript of its own. */
  readonly subagents: 'nested' | 'apart'
  readonly sessions: (database: DatabaseReader) => Iterable<ListedSession>
  /** The rows of one session without its sub-agents', each with its table's name in `table`, parents before children. */
  readonly rows: (database: DatabaseReader, sessionId: string) => Iterable<DatabaseRow>
}
