import type { DatabaseFormat, DatabaseReader, DatabaseRow, ListedSession } from './database-format.ts'

/** Kiro's `data.sqlite3`: one row a conversation, named by its id, in older versions by the folder alone. */
export const kiro: DatabaseFormat = {
  agent: 'kiro',
  fileName: /^data\.sqlite3$/i,
  subagents: 'apart',
  fits: (database) => tablesOf(database).length > 0,
  sessions: listSessions,
  rows: function* (database, sessionId) {
    for (const { table, id } of tablesOf(database)) {
      yield* database.rows(`select '${table}' as "table", * from ${table} where ${id} = ?`, [sessionId])
    }
  },
}

interface Table {
  readonly table: string
  /** The column that names a conversation. */
  readonly id: string
}

function tablesOf(database: DatabaseReader): readonly Table[] {
  const v2 = database.columns('conversations_v2')
  const v1 = database.columns('conversations')
  return [
    ...(v2.has('conversation_id') && v2.has('value') ? [{ table: 'conversations_v2', id: 'conversation_id' }] : []),
    ...(v1.has('key') && v1.has('value') ? [{ table: 'conversations', id: 'key' }] : []),
  ]
}

function* listSessions(database: DatabaseReader): Iterable<ListedSession> {
  const seen = new Set<string>()
  for (const { table, id } of tablesOf(database)) {
    const time = database.columns(table).has('updated_at') ? 'updated_at' : 'null'
    // The row is replaced as a whole at each turn: its text grows by what was said.
    const sql = `select ${id} as id, octet_length(value) as bytes, substr(value, -2000) as tail, ${time} as updated_at from ${table} order by rowid`
    for (const row of database.rows(sql)) {
      const name = String(row['id'])
      if (seen.has(name)) continue
      seen.add(name)
      yield { id: name, bytes: Number(row['bytes'] ?? 0), changedAt: timeOf(row), state: JSON.stringify(row) }
    }
  }
}

function timeOf({ updated_at: value }: DatabaseRow): number {
  return typeof value === 'number' && value > 0 ? (value < 1e11 ? value * 1000 : value) : 0
}
