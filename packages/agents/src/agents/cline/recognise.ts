import { arrayOf, type JsonObject, objectOf } from '../../json.ts'

/** How surely a row is Cline's: a session's messages, its description, or one entry of a task log. */
export function recognise(row: JsonObject): number {
  if (isTaskEntry(row)) return 0.9
  if (isDescription(row)) return 1
  if (!Array.isArray(row['messages'])) return 0
  const origin = objectOf(row['origin'])
  if (typeof row['sessionId'] !== 'string' || typeof row['agent'] !== 'string') return 0
  if (origin !== undefined) return 1
  return arrayOf(row['messages']).some((item) => objectOf(objectOf(item)?.['modelInfo']) !== undefined) ? 0.9 : 0
}

/** `<id>.json`, which describes the session whose messages lie in `<id>.messages.json`. */
export function isDescription(row: JsonObject): boolean {
  return typeof row['session_id'] === 'string' && typeof row['messages_path'] === 'string'
}

/** An entry of `ui_messages.json`. */
export function isTaskEntry(row: JsonObject): boolean {
  const { type, ts } = row
  return typeof ts === 'number' && (type === 'say' || type === 'ask') && typeof row[type] === 'string'
}
