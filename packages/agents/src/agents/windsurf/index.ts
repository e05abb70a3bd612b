import type { Agent } from '../../agent.ts'
import { locations } from './locations.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** Windsurf: the transcripts of Cascade that its hooks hand over; its own store is encrypted. */
export const windsurf: Agent = {
  id: 'windsurf',
  title: 'Windsurf',
  tools,
  transcript: {
    locations,
    recognise,
    open,
  },
}
