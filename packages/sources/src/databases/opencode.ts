import type { DatabaseFormat, DatabaseReader, DatabaseRow, ListedSession } from './database-format.ts'
import { tallyBySession } from './tally.ts'

const CONTENT = { session: 'session_id', content: 'data', marks: ['time_updated', 'time_created', 'id'] }

/** `opencode.db` and those of other channels: sessions, their messages, and the messages' parts. */
export const opencode: DatabaseFormat = {
  agent: 'opencode',
  fileName: /^opencode[^/\\]*\.db$/i,
  subagents: 'nested',
  fits: (database) =>
    ['id', 'parent_id'].every((name) => database.columns('session').has(name)) &&
    database.columns('message').has('session_id') &&
    database.columns('part').has('message_id'),
  sessions: listSessions,
  rows: readRows,
}

function* listSessions(database: DatabaseReader): Iterable<ListedSession> {
  const messages = tallyBySession(database, 'message', CONTENT)
  const parts = tallyBySession(database, 'part', CONTENT)
  for (const row of database.rows('select * from session order by time_created, id')) {
    const id = String(row['id'])
    const [own, deeper] = [messages.get(id), parts.get(id)]
    const { parent_id: parentId, time_updated: changedAt } = row
    yield {
      id,
      ...(typeof parentId === 'string' ? { parentId } : {}),
      bytes: (own?.bytes ?? 0) + (deeper?.bytes ?? 0),
      changedAt: Math.max(Number(changedAt ?? 0), own?.changedAt ?? 0, deeper?.changedAt ?? 0),
      state: JSON.stringify([row, own?.state, deeper?.state]),
    }
  }
}

function* readRows(database: DatabaseReader, sessionId: string): Iterable<DatabaseRow> {
  const where = (table: string, order: string): Iterable<DatabaseRow> =>
    database.rows(`select '${table}' as "table", * from ${table} where session_id = ? order by ${order}`, [sessionId])
  yield* database.rows(`select 'session' as "table", * from session where id = ?`, [sessionId])
  yield* where('message', 'time_created, id')
  yield* where('part', 'id')
}
