import { arrayOf, type JsonObject, objectOf } from '../../json.ts'

/** How surely a row is Goose's. */
export function recognise(row: JsonObject): number {
  const table = row['table']
  if (table === 'sessions') return 'working_dir' in row ? 1 : 0
  if (table === 'messages') return typeof row['content_json'] === 'string' ? 1 : 0
  if (table === 'usage_ledger') return typeof row['session_id'] === 'string' ? 0.9 : 0
  if (table !== undefined) return 0
  if (isHeader(row)) return 1
  if (row['role'] !== 'user' && row['role'] !== 'assistant') return 0
  return typeof row['created'] === 'number' && arrayOf(row['content']).some(isBlock) ? 0.9 : 0
}

/** The first line of a file, or the document of an export. */
export function isHeader(row: JsonObject): boolean {
  return typeof row['working_dir'] === 'string' && ('message_count' in row || 'conversation' in row)
}

function isBlock(item: unknown): boolean {
  return typeof objectOf(item)?.['type'] === 'string'
}
