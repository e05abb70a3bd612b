import type { Agent } from '../../agent.ts'
import { locations } from './locations.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** Hermes Agent of Nous Research. */
export const hermes: Agent = {
  id: 'hermes',
  title: 'Hermes',
  tools,
  transcript: {
    locations,
    recognise,
    open,
  },
}
