import type { Agent } from '../../agent.ts'
import { locations } from './locations.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** Amp: one document per thread, as its client kept them and `amp threads export` prints them. */
export const amp: Agent = {
  id: 'amp',
  title: 'Amp',
  tools,
  transcript: {
    locations,
    recognise,
    open,
  },
}
