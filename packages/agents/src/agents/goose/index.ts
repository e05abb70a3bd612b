import type { Agent } from '../../agent.ts'
import { locations } from './locations.ts'
import { recognise } from './recognise.ts'
import { tools } from './tools.ts'
import { open } from './transcript.ts'

/** Goose: rows of its database, `goose session export` documents, and the JSON lines it wrote before the database. */
export const goose: Agent = {
  id: 'goose',
  title: 'Goose',
  tools,
  transcript: {
    locations,
    recognise,
    open,
  },
}
