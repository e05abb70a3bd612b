import { type JsonObject, objectOf } from '../../json.ts'
import { WRAPPED_ROWS } from './row-types.ts'

/** Items of the model's conversation, which the first versions wrote without a wrapper. */
export const BARE_ITEMS: RegExp =
  /^(?:message|reasoning|(?:custom_tool|function|local_shell|web_search)_call(?:_output)?)$/

/** How surely a row is Codex's. */
export function recognise(row: JsonObject): number {
  const type = row['type']
  if (typeof type === 'string' && WRAPPED_ROWS.has(type) && objectOf(row['payload']) !== undefined) return 1
  if (row['record_type'] === 'state') return 1
  if (isFirstRow(row)) return 0.9
  if (typeof type === 'string' && BARE_ITEMS.test(type)) {
    if (type === 'message') return typeof row['role'] === 'string' && Array.isArray(row['content']) ? 0.5 : 0
    return 'call_id' in row || 'summary' in row || 'action' in row ? 0.6 : 0
  }
  const isCall = type === 'function_call' || type === 'function_result'
  return typeof row['created_at'] === 'string' && (typeof row['role'] === 'string' || isCall) ? 0.2 : 0
}

/** The first line of a file without wrappers: `{"id","timestamp","instructions","git"}`. */
export function isFirstRow(row: JsonObject): boolean {
  const hasIdentity = typeof row['id'] === 'string' && typeof row['timestamp'] === 'string'
  return row['type'] === undefined && hasIdentity && 'instructions' in row
}
