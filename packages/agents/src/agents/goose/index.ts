import type { Agent } from '../../agent.ts'
import { recognise } from './recognise.ts'
import { tools } from './tools.ts'
import { open } from './transcript.ts'

/** Goose: rows of its database, `goose session export` documents, and the JSON lines it wrote before the database. */
export const goose: Agent = {
  id: 'goose',
  title: 'Goose',
  tools,
  transcript: {
    locations: [
      { base: 'data', glob: 'goose/sessions/sessions.db' },
      { base: 'data', glob: 'goose/sessions/*.jsonl' },
      { base: 'config', glob: 'Block/goose/data/sessions/sessions.db' },
    ],
    recognise,
    open,
  },
}
