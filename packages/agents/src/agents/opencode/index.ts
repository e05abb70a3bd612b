import type { Agent } from '../../agent.ts'
import { recognise } from './recognise.ts'
import { tools } from './tools.ts'
import { open } from './transcript.ts'

/** OpenCode: `opencode export` documents, `opencode run --format json` events, rows of its database, the JSON tree before 1.2. */
export const opencode: Agent = {
  id: 'opencode',
  title: 'OpenCode',
  tools,
  transcript: {
    format: 'rows',
    locations: [
      {
        base: 'data',
        glob: 'opencode/opencode*.db',
        env: [{ name: 'OPENCODE_DB', replaces: 'opencode/opencode*.db' }],
      },
      { base: 'data', glob: 'opencode/storage/session/*/*.json' },
    ],
    recognise,
    open,
  },
}
