import type { DatabaseFormat, DatabaseReader, DatabaseRow, ListedSession } from './database-format.ts'
import { tallyBySession } from './tally.ts'

/** Goose's `sessions.db`: sessions, their messages, and since version 15 a ledger of usage. */
export const goose: DatabaseFormat = {
  agent: 'goose',
  fileName: /^sessions\.db$/i,
  subagents: 'apart',
  fits: (database) =>
    database.columns('sessions').has('working_dir') && database.columns('messages').has('content_json'),
  sessions: listSessions,
  rows: readRows,
}

function* listSessions(database: DatabaseReader): Iterable<ListedSession> {
  const messages = tallyBySession(database, 'messages', {
    session: 'session_id',
    content: 'content_json',
    marks: ['id', 'created_timestamp'],
  })
  for (const row of database.rows('select * from sessions order by created_at, id')) {
    const id = String(row['id'])
    const own = messages.get(id)
    const { parent_session_id: parentId, updated_at: updatedAt } = row
    yield {
      id,
      ...(typeof parentId === 'string' && parentId !== '' ? { parentId } : {}),
      bytes: own?.bytes ?? 0,
      changedAt: sqlTime(updatedAt) ?? 0,
      // The ledger grows only with the sums in the session's row.
      state: JSON.stringify([row, own?.state]),
    }
  }
}

function* readRows(database: DatabaseReader, sessionId: string): Iterable<DatabaseRow> {
  yield* database.rows(`select 'sessions' as "table", * from sessions where id = ?`, [sessionId])
  for (const table of ['messages', 'usage_ledger']) {
    const columns = database.columns(table)
    if (!columns.has('session_id')) continue
    const order = columns.has('id') ? 'id' : 'rowid'
    yield* database.rows(`select '${table}' as "table", * from ${table} where session_id = ? order by ${order}`, [
      sessionId,
    ])
  }
}

/** SQLite's own timestamps are UTC and say so nowhere. */
function sqlTime(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined
  const at = Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(value) ? value : `${value.replace(' ', 'T')}Z`)
  return Number.isNaN(at) ? undefined : at
}
