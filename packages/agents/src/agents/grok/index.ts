import type { Agent } from '../../agent.ts'
import { locations } from './locations.ts'
import { tools } from './tools.ts'
import { open, recognise } from './transcript.ts'

/** Grok of xAI, its command line agent (chat format 1). */
export const grok: Agent = {
  id: 'grok',
  title: 'Grok',
  tools,
  transcript: {
    locations,
    recognise,
    open,
  },
}
