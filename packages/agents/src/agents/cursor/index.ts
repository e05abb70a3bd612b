import type { Agent } from '../../agent.ts'
import { hooks } from './hooks.ts'
import { locations } from './locations.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** Cursor's agent transcripts, as its IDE and command line write them. */
export const cursor: Agent = {
  id: 'cursor',
  title: 'Cursor',
  tools,
  hooks,
  transcript: {
    locations,
    recognise,
    open,
  },
}
