import { arrayOf, type JsonObject, objectOf } from '../../json.ts'

/** Tables of `opencode.db` that say nothing a session needs, or repeat it (`event` logs every change of messages and parts). */
export const SIDE_TABLES: ReadonlySet<string> = new Set([
  'project',
  'project_directory',
  'event',
  'event_sequence',
  'session_message',
  'session_input',
  'session_context_epoch',
  'session_share',
  'todo',
  'permission',
  'workspace',
  'account',
  'account_state',
  'control_account',
  'credential',
  'migration',
  'data_migration',
])

/** How surely a row is OpenCode's. */
export function recognise(row: JsonObject): number {
  const table = row['table']
  if (table === 'part') return isText(row['message_id']) && isText(row['session_id']) ? 1 : 0
  if (table === 'message') return isText(row['session_id']) && isText(row['data']) ? 0.9 : 0
  if (table === 'session') return isText(row['slug']) || isText(row['project_id']) ? 0.9 : 0
  if (table !== undefined) return 0
  if (Array.isArray(row['messages'])) return isExport(row) ? 1 : 0
  const part = objectOf(row['part'])
  if (part !== undefined) return isText(row['sessionID']) && isText(part['messageID']) ? 1 : 0
  if (row['type'] === 'error') return isText(row['sessionID']) && 'error' in row ? 0.5 : 0
  if (isText(row['messageID']) && isText(row['sessionID'])) return isText(row['type']) ? 0.9 : 0
  if (isText(row['sessionID'])) return row['role'] === 'user' || row['role'] === 'assistant' ? 0.9 : 0
  return isText(row['id']) && row['id'].startsWith('ses_') && objectOf(row['time']) !== undefined ? 0.9 : 0
}

function isExport(row: JsonObject): boolean {
  const info = objectOf(row['info'])
  if (info === undefined) return false
  const first = objectOf(arrayOf(row['messages'])[0])
  return first === undefined ? 'projectID' in info || 'slug' in info : Array.isArray(first['parts']) && 'info' in first
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
