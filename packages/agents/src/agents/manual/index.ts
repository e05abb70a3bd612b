import type { Agent } from '../../agent.ts'
import { hooks } from './hooks.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** Sessions of agents that have neither hooks nor transcripts, told by `ses start`, `note`, `log-ai` and `end`. */
export const manual: Agent = {
  id: 'manual',
  title: 'Sessions told by hand',
  tools,
  hooks,
  transcript: {
    locations: [],
    recognise,
    open,
  },
}
