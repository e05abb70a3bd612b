import { arrayOf, type JsonObject, objectOf } from '../../json.ts'

/** Tools that belong to OpenClaw's gateway; Pi's extensions do not use these names. */
const OWN_TOOLS: ReadonlySet<unknown> = new Set([
  'exec',
  'process',
  'sessions_spawn',
  'sessions_send',
  'sessions_list',
  'sessions_history',
  'session_status',
  'memory_search',
  'memory_get',
  'agents_list',
  'gateway',
  'nodes',
  'cron',
])

/** Whether a row carries a mark of OpenClaw: its name in an id, provider, working directory or custom type, or one of its tools. */
export function isOpenClawRow(row: JsonObject): boolean {
  const message = objectOf(row['message'])
  if ([row['id'], row['provider'], row['agent'], row['customType'], message?.['provider']].some(namesIt)) return true
  if (row['customType'] === 'model-snapshot') return true
  if (typeof row['cwd'] === 'string' && /[\\/]\.(?:openclaw|clawdbot|moltbot)(?:[\\/]|$)/.test(row['cwd'])) return true
  if (OWN_TOOLS.has(message?.['toolName'])) return true
  return arrayOf(message?.['content']).some((item) => {
    const block = objectOf(item)
    return block?.['type'] === 'toolCall' && OWN_TOOLS.has(block['name'])
  })
}

function namesIt(value: unknown): boolean {
  return typeof value === 'string' && /^(?:openclaw|clawdbot|moltbot)/.test(value)
}
