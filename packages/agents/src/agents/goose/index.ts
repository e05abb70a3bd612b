import type { Agent } from '../../agent.ts'
import { recognise } from './recognise.ts'
import { tools } from './tools.ts'
import { open } from './transcript.ts'

const ROOT = [{ name: 'GOOSE_PATH_ROOT', replaces: 'goose', below: 'data' }]

/** Goose: rows of its database, `goose session export` documents, and the JSON lines it wrote before the database. */
export const goose: Agent = {
  id: 'goose',
  title: 'Goose',
  tools,
  transcript: {
    locations: [
      { base: 'data', glob: 'goose/sessions/sessions.db', env: ROOT },
      { base: 'data', glob: 'goose/sessions/*.jsonl', env: ROOT },
      { base: 'config', glob: 'Block/goose/data/sessions/sessions.db' },
      { base: 'config', glob: 'Block/goose/data/sessions/*.jsonl' },
    ],
    recognise,
    open,
  },
}
