import type { Agent } from '../../agent.ts'
import { hooks } from './hooks.ts'
import { locations } from './locations.ts'
import { recognise } from './recognise.ts'
import { tools } from './tools.ts'
import { open } from './transcript.ts'

/** OpenCode: `opencode export` documents, `opencode run --format json` events, rows of its database, the JSON tree before 1.2. */
export const opencode: Agent = {
  id: 'opencode',
  title: 'OpenCode',
  tools,
  hooks,
  transcript: {
    format: 'rows',
    locations,
    recognise,
    open,
  },
}
