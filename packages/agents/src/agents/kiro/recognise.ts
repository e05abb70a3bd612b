import { arrayOf, type JsonObject, objectOf } from '../../json.ts'

const KINDS: ReadonlySet<unknown> = new Set(['Prompt', 'AssistantMessage', 'ToolResults', 'Clear', 'Compaction'])
const PAYLOADS: ReadonlySet<unknown> = new Set(['user', 'assistant', 'tool_call', 'tool_result', 'usage_summary'])

/** How surely a row is Kiro's. */
export function recognise(row: JsonObject): number {
  const { table } = row
  if (table === 'conversations_v2') return 1
  if (table === 'conversations') return typeof row['value'] === 'string' && typeof row['key'] === 'string' ? 0.9 : 0
  if (table !== undefined) return 0
  if (KINDS.has(row['kind'])) return objectOf(row['data']) === undefined ? 0.5 : 1
  if (isDescription(row) || isConversation(row)) return 1
  const payload = objectOf(row['payload'])
  if (payload === undefined || row['type'] !== undefined || !PAYLOADS.has(payload['type'])) return 0
  return 'content' in payload || 'toolName' in payload || 'promptTurnSummaries' in payload ? 0.9 : 0
}

/** The file beside a transcript that names the session and its folder. */
export function isDescription(row: JsonObject): boolean {
  if (typeof row['session_id'] === 'string') return objectOf(row['session_state']) !== undefined
  return Array.isArray(row['workspacePaths']) && typeof row['lastModifiedAt'] === 'string'
}

/** A conversation of the first engine, as the table's `value` holds it. */
export function isConversation(row: JsonObject): boolean {
  if (typeof row['conversation_id'] !== 'string' || !Array.isArray(row['history'])) return false
  const first = objectOf(arrayOf(row['history'])[0])
  return first === undefined || objectOf(first['user']) !== undefined
}
