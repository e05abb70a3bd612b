import type { Agent } from '../../agent.ts'
import { locations } from './locations.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** Continue: one document per session, of its command line and of its editor extensions. */
export const continueDev: Agent = {
  id: 'continue',
  title: 'Continue',
  tools,
  transcript: {
    locations,
    recognise,
    open,
  },
}
