import type { Agent } from '../../agent.ts'
import { locations } from './locations.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** iFlow CLI, version 1.0. */
export const iflow: Agent = {
  id: 'iflow',
  title: 'iFlow CLI',
  tools,
  transcript: {
    locations,
    recognise,
    open,
  },
}
